s = {1}
s.remove(2)

# prints:
# error: KeyError at 2
