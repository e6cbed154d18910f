(1, 2).index(3)

# prints:
# error: ValueError at 1
