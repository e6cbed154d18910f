def apply(f, *xs):
    return [f(x) for x in xs]

print(apply(str, 1, 2), apply(lambda x: x ** 2, 3, 4), apply(len, "ab", [1]))
ops = {"add": lambda a, b: a + b, "mul": lambda a, b: a * b}
print(ops["add"](2, 3), ops["mul"](2, 3))

# prints:
# ['1', '2'] [9, 16] [2, 1]
# 5 6
