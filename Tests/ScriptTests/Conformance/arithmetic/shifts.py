print(1 << 10, -1 >> 3, 5 >> 1, 6 & 3, 6 | 3, 6 ^ 3, ~6, ~-1, -8 >> 1, True << 2, 0xFF & ~0xF)
print(1 << -1)

# prints:
# 1024 -1 2 2 7 5 -7 0 -4 4 240
# error: ValueError at 2
