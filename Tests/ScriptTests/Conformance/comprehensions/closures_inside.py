def f():
    return [lambda k: k + i for i in range(3)]

print([g(10) for g in f()])
print([f2() for f2 in [lambda: (a, b) for a in range(2) for b in range(2)]])

# prints:
# [12, 12, 12]
# [(1, 1), (1, 1), (1, 1), (1, 1)]
