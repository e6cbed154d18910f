print(2 + 3 * 4 ** 2 // 3 % 5)
print(-2 ** 2, 2 ** -2, 2 ** 3 ** 2)
print(1 | 2 ^ 3 & 4 << 1 + 2)
print(not 1 == 2, not (1 and 0) or 0)
print(1 if 0 else 2 if 0 else 3)
print(- - 3, ~ ~ 4, -+-5)

# prints:
# 3
# -4 0.25 512
# 3
# True True
# 3
# 3 4 5
