def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def fact(n):
    if n == 0:
        return 1
    return n * fact(n - 1)

print(fib(15), fact(15))

# prints:
# 610 1307674368000
