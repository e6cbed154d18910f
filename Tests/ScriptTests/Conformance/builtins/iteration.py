print(list(enumerate("ab")), list(enumerate("ab", 5)), list(zip([1, 2], "ab", (True, False))), list(zip()), list(zip([1], [])))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [10, 20])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])))
print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed(range(3))), sorted([3, 1, 2], reverse=True))
print(dict(zip("ab", [1, 2])), [*range(3), *"xy"], (*[1], 2), {*[1, 1]}, {**{"a": 1}})

# prints:
# [(0, 'a'), (1, 'b')] [(5, 'a'), (6, 'b')] [(1, 'a', True), (2, 'b', False)] [] []
# ['1', '2'] [11, 22] [1, 'a'] [2, 3]
# [3, 2, 1] ['c', 'b', 'a'] [2, 1, 0] [3, 2, 1]
# {'a': 1, 'b': 2} [0, 1, 2, 'x', 'y'] (1, 2) {1} {'a': 1}
