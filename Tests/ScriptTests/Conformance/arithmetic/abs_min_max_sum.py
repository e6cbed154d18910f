print(abs(-3), abs(-3.5), abs(True), min(3, 1, 2), max([3, 1, 2]), sum([1, 2, 3]), sum([0.1] * 10), sum([], 5))
print(min("banana"), max("a", "b", key=lambda s: -ord(s)), min([], default=7), max([1, 5, 5.0]))
print(sum([[1], [2]], []))

# prints:
# 3 3.5 1 1 3 6 0.9999999999999999 5
# a a 7 5
# [1, 2]
