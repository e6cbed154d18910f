a, b = {1, 2, 3}, {3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b))
print(sorted(a.union([9], (8,))), sorted(a.intersection([1, 3, 5])), a.isdisjoint({7}), {1} <= a, {1} < {1}, a >= {1, 2, 3})
a |= {10}
a -= {1}
a &= {2, 3, 10}
a.discard(99)
a.update([5, 5])
print(sorted(a), len(a), 5 in a)
c = a.copy()
c.clear()
print(c, bool(c), a == {2, 3, 5, 10}, {1, True, 1.0} == {1})

# prints:
# [1, 2, 3, 4] [3] [1, 2] [1, 2, 4]
# [1, 2, 3, 8, 9] [1, 3] True True False True
# [2, 3, 5, 10] 4 True
# set() False True True
