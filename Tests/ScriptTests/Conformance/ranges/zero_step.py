range(1, 5, 0)

# prints:
# error: ValueError at 1
