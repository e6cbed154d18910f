fs = [lambda: i for i in range(3)]
print([f() for f in fs])
gs = [lambda i=i: i for i in range(3)]
print([g() for g in gs])

# prints:
# [2, 2, 2]
# [0, 1, 2]
