a = {1, 2, 3}
b = {2, 3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a <= b, a == {3, 2, 1})
print(sorted(a.union(b, [9])), sorted(a.intersection(b)), sorted(a.difference([1])), sorted(a.symmetric_difference(b)))
print(a.issubset({1, 2, 3, 4}), a.issuperset([1]), a.isdisjoint([7]))
a |= {7}
a -= {1}
a.update([8], (9,))
print(sorted(a))

# prints:
# [1, 2, 3, 4] [2, 3] [1] [1, 4] False True
# [1, 2, 3, 4, 9] [2, 3] [2, 3] [1, 4]
# True True True
# [2, 3, 7, 8, 9]
