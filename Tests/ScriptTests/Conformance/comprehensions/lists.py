print([x * x for x in range(5)], [x for x in range(10) if x % 2 if x > 3], [(a, b) for a in range(2) for b in "xy"])
print([[c for c in row] for row in ["ab", "cd"]], [x for row in [[1, 2], [3]] for x in row])
print([i if i else "zero" for i in range(3)], [a + b for a, b in zip([1, 2], [3, 4])])

# prints:
# [0, 1, 4, 9, 16] [5, 7, 9] [(0, 'x'), (0, 'y'), (1, 'x'), (1, 'y')]
# [['a', 'b'], ['c', 'd']] [1, 2, 3]
# ['zero', 1, 2] [4, 6]
