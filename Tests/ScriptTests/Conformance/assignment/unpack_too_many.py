a, b = [1, 2, 3]

# prints:
# error: ValueError at 1
