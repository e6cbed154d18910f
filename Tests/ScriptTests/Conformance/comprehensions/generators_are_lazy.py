def noisy(x):
    print("see", x)
    return x

print(any(noisy(x) for x in [0, 1, 2]))
g = (noisy(x) for x in [1, 2])
print("made")
print(next(g))
n = 2
h = (n * i for i in [1, 2])
n = 10
print(list(h))

# prints:
# see 0
# see 1
# True
# made
# see 1
# 1
# [10, 20]
