d = {1: "a", 1.0: "b", True: "c"}
print(d, d[1], {(1, 2): 3}[(1, 2)], {None: 1}[None])
d = {}
d[0] = "zero"
d[False] = "false"
print(d)

# prints:
# {1: 'c'} c 3 1
# {0: 'false'}
