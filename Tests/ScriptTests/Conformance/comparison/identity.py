x = None
print(x is None, x is not None, True is True, (1 == 1) is True, 0 is not None)

# prints:
# True False True True True
