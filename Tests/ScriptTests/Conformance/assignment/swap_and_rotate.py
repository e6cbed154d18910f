a, b, c = 1, 2, 3
a, b, c = c, a, b
print(a, b, c)
xs = [0, 1, 2]
i = 0
i, xs[i] = 2, "set"
print(i, xs)
xs[0], xs[2] = xs[2], xs[0]
(p, q), [r, *s] = (1, 2), "wxyz"
print(xs, p, q, r, s)
x = y = []
x.append(1)
print(y, x == y)

# prints:
# 3 1 2
# 2 [0, 1, 'set']
# ['set', 1, 0] 1 2 w ['x', 'y', 'z']
# [1] True
