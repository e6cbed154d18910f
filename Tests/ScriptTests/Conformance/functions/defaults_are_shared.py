def f(x, acc=[]):
    acc.append(x)
    return acc

print(f(1), f(2))

# prints:
# [1, 2] [1, 2]
