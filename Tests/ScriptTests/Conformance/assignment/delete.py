x = 1
del x
xs = [1, 2, 3, 4, 5]
del xs[0], xs[-1]
print(xs)
del xs[1:]
print(xs)
d = {1: 2, 3: 4}
del d[1]
print(d)

# prints:
# [2, 3, 4]
# [2]
# {3: 4}
