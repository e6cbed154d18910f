x = 7
x += 3
x -= 1
x *= 4
x //= 5
x **= 2
x %= 10
print(x)
y = 6
y /= 4
print(y)
y = 0b1100
y &= 0b0110
y |= 1
y ^= 8
y <<= 3
y >>= 1
print(y)

# prints:
# 9
# 1.5
# 52
