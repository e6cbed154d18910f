r = range(2, 10, 3)
print(r, list(r), len(r), r[1], r[-1], 5 in r, 6 in r, r[::-1], list(range(5, 0, -2)), range(3)[1:], range(0))
print(r.index(5), r.count(5), list(range(-3)), range(1, 5) == range(1, 5), sum(range(101)))

# prints:
# range(2, 10, 3) [2, 5, 8] 3 5 8 True False range(8, -1, -3) [5, 3, 1] range(1, 3) range(0, 0)
# 1 1 [] True 5050
