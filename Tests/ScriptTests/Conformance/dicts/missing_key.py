d = {"a": 1}
d["b"]

# prints:
# error: KeyError at 2
