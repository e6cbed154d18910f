def a(x):
    return b(x)

def b(x):
    return 1 / x

print(a(2))
a(0)

# prints:
# 0.5
# error: ZeroDivisionError at 5
