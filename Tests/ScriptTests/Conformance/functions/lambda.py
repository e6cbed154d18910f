f = lambda x, y=2, *z: x * y + sum(z)
print(f(3), f(3, 4), f(3, 4, 5, 6), (lambda: 7)())
print(sorted(["bb", "a", "ccc"], key=lambda s: -len(s)))

# prints:
# 6 12 23 7
# ['ccc', 'bb', 'a']
