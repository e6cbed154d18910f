first, *rest = [1, 2, 3]
*init, last = (1, 2, 3)
a, *middle, z = range(5)
print(first, rest, init, last, a, middle, z)
*empty, only = [9]
print(empty, only)

# prints:
# 1 [2, 3] [1, 2] 3 0 [1, 2, 3] 4
# [] 9
