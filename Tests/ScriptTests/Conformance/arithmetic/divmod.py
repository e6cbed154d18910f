print(divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(-7.5, 2), divmod(7, -3))

# prints:
# (2, 1) (-3, 2) (3.0, 1.5) (-4.0, 0.5) (-3, -2)
