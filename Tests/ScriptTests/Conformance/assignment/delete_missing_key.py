d = {}
del d["x"]

# prints:
# error: KeyError at 2
