def counter():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step

a = counter()
b = counter()
print(a(), a(), b(), a())

# prints:
# 1 2 1 3
