r = range(10, 0, -3)
print(list(r), len(r), r[1], r[-1], list(r[1:]), 4 in r, 5 in r, r.index(7), r.count(1), r == range(10, -1, -3))
print(list(range(5))[::-1], list(reversed(range(3))), range(3) == range(0, 3, 1), bool(range(0)), sum(range(101)), range(2, 8, 2))

# prints:
# [10, 7, 4, 1] 4 7 1 [7, 4, 1] True False 1 1 True
# [4, 3, 2, 1, 0] [2, 1, 0] True False 5050 range(2, 8, 2)
