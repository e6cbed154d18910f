xs = [1, "a"]
xs.sort()

# prints:
# error: TypeError at 2
