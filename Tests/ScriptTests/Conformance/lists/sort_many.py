xs = [(i * 7919) % 101 for i in range(200)]
print(sorted(xs) == sorted(xs, reverse=True)[::-1], sorted(xs)[:10], sorted(xs, key=lambda x: x % 10)[:12])
print(sorted([3, 1, 2]), sorted([5, 4, 3, 2, 1]), sorted([1, 3, 2, 5, 4, 0]), sorted([2, 2, 1, 1]))
for bad in [[1, "a"], ["a", 1, None], [True, "x", 2.0], [None, None]]:
    try:
        sorted(bad)
    except TypeError as e:
        print(e)

# prints:
# True [0, 0, 1, 1, 2, 2, 3, 3, 4, 4] [0, 50, 100, 40, 90, 30, 80, 20, 70, 10, 60, 0]
# [1, 2, 3] [1, 2, 3, 4, 5] [0, 1, 2, 3, 4, 5] [1, 1, 2, 2]
# '<' not supported between instances of 'str' and 'int'
# '<' not supported between instances of 'int' and 'str'
# '<' not supported between instances of 'str' and 'bool'
# '<' not supported between instances of 'NoneType' and 'NoneType'
