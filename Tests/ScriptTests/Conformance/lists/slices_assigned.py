xs = list(range(8))
xs[1:3] = ["a", "b", "c"]
print(xs)
xs[:0] = [-1]
xs[len(xs):] = [99]
print(xs)
xs[::3] = ["x"] * len(xs[::3])
print(xs)
del xs[::2]
print(xs)
xs[1:1] = xs
print(xs)
xs[2:] = []
print(xs)

# prints:
# [0, 'a', 'b', 'c', 3, 4, 5, 6, 7]
# [-1, 0, 'a', 'b', 'c', 3, 4, 5, 6, 7, 99]
# ['x', 0, 'a', 'x', 'c', 3, 'x', 5, 6, 'x', 99]
# [0, 'x', 3, 5, 'x']
# [0, 0, 'x', 3, 5, 'x', 'x', 3, 5, 'x']
# [0, 0]
