a = b = 3
a += 1
print(a, b)

# prints:
# 4 3
