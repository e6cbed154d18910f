xs = [1]
xs[1] = 2

# prints:
# error: IndexError at 2
