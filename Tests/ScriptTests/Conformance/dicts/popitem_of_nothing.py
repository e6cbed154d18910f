{}.popitem()

# prints:
# error: KeyError at 1
