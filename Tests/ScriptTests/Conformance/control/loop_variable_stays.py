for i in range(3):
    pass
print(i)
for k, v in {"a": 1, "b": 2}.items():
    print(k, v)
for a, (b, *c) in [(1, (2, 3, 4))]:
    print(a, b, c)

# prints:
# 2
# a 1
# b 2
# 1 2 [3, 4]
