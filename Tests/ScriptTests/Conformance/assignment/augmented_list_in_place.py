a = [1]
b = a
a += [2]
print(a, b)
b *= 2
print(a, b)

# prints:
# [1, 2] [1, 2]
# [1, 2, 1, 2] [1, 2, 1, 2]
