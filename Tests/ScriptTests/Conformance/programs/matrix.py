def mul(a, b):
    return [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]

print(mul([[1, 2], [3, 4]], [[5, 6], [7, 8]]))
print(list(map(list, zip(*[[1, 2, 3], [4, 5, 6]]))))

# prints:
# [[19, 22], [43, 50]]
# [[1, 4], [2, 5], [3, 6]]
