print(12 & 10, 12 | 10, 12 ^ 10, ~12, 1 << 10, -17 >> 2, 17 >> 2, -1 >> 100)
print(True & False, True | False, True ^ True, ~True, True & 3)

# prints:
# 8 14 6 -13 1024 -5 4 -1
# False True False -2 1
