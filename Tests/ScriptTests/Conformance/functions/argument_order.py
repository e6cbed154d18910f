def say(x):
    print(x, end=" ")
    return x

def f(*a, **k):
    print(a, k)

f(say(1), say(2), k=say(3))

# prints:
# 1 2 3 (1, 2) {'k': 3}
