t = (3, 1, 3, 2)
print(t.count(3), t.index(3), t.index(2), t + (9,), t * 2, 3 in t, t[1:3], sorted(t), max(t))
d = {(0, 0): "origin", (1, 0): "right"}
print(d[0, 0], d[(1, 0)], (2, 2) in d, len(()), (1,), ((1, 2), (3,)))

# prints:
# 2 0 3 (3, 1, 3, 2, 9) (3, 1, 3, 2, 3, 1, 3, 2) True (1, 3) [1, 2, 3, 3] 3
# origin right False 0 (1,) ((1, 2), (3,))
