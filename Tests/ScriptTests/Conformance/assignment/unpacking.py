a, b = 1, 2
a, b = b, a
print(a, b)
(c, d), e = (1, 2), 3
print(c, d, e)
[f, g] = "xy"
print(f, g)

# prints:
# 2 1
# 1 2 3
# x y
