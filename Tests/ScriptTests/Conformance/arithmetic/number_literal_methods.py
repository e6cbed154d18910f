print(1.5.is_integer(), 2.0.is_integer(), 1e3.is_integer(), 1_0.0.is_integer())

# prints:
# False True True True
