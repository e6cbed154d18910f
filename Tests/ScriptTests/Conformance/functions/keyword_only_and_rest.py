def f(a, b=2, *rest, scale=1, **more):
    return a, b, rest, scale, sorted(more.items())

print(f(1))
print(f(1, 3, 4, 5, scale=2, x=0))
print(f(*[1, 2], *(3,), **{"scale": 9}, **{"z": 1}))
print(f(b=5, a=4))

# prints:
# (1, 2, (), 1, [])
# (1, 3, (4, 5), 2, [('x', 0)])
# (1, 2, (3,), 9, [('z', 1)])
# (4, 5, (), 1, [])
