t = (1, 2)
print(t[-2])
print(t[2])

# prints:
# 1
# error: IndexError at 3
