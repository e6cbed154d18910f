row = [0] * 2
grid = [row] * 2
grid[0][0] = 1
print(grid, [[0] * 2 for _ in range(2)])
a = [1]
b = a
b += [2]
print(a, a == b)
b = b + [3]
print(a, b)

# prints:
# [[1, 0], [1, 0]] [[0, 0], [0, 0]]
# [1, 2] True
# [1, 2] [1, 2, 3]
