x = "outer"
print([x for x in range(3)], x)

def f():
    n = 10
    return [n + i for i in range(3)], {k: n for k in "ab"}, [[n * i for i in range(j)] for j in range(3)]

print(f())

# prints:
# [0, 1, 2] outer
# ([10, 11, 12], {'a': 10, 'b': 10}, [[], [0], [0, 10]])
