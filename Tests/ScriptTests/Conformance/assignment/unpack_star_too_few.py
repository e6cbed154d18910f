a, *b, c, d = [1, 2]

# prints:
# error: ValueError at 1
