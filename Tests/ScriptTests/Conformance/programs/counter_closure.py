def counter(start=0, step=1):
    value = start - step
    history = []
    def advance(times=1):
        nonlocal value
        for _ in range(times):
            value += step
            history.append(value)
        return value
    def back():
        return history[::-1]
    return advance, back

advance, back = counter(10, 5)
other, _ = counter()
print(advance(), advance(3), other(), other(), back())

# prints:
# 10 25 0 1 [25, 20, 15, 10]
