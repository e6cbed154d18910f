def compose(*functions):
    def composed(x):
        for f in functions:
            x = f(x)
        return x
    return composed

print(compose(str, len)(12345), compose()(7), compose(lambda x: x * 2, lambda x: x + 1, str)(5))
print(list(map(lambda a, b: a * b, [1, 2, 3], (4, 5))), list(filter(None, [0, 1, "", "a"])), sorted("bca", key=lambda c: -ord(c)))

# prints:
# 5 7 11
# [4, 10] [1, 'a'] ['c', 'b', 'a']
