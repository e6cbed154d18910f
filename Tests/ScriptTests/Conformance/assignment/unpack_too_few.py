a, b, c = [1, 2]

# prints:
# error: ValueError at 1
