rows = [("b", 1), ("a", 1), ("c", 0), ("a", 0)]
print(sorted(rows, key=lambda r: r[1]), sorted(rows, key=lambda r: r[1], reverse=True), sorted(rows))
print(sorted("hello"), sorted({3: 1, 1: 2}), sorted([2.5, 1, True]))

# prints:
# [('c', 0), ('a', 0), ('b', 1), ('a', 1)] [('b', 1), ('a', 1), ('c', 0), ('a', 0)] [('a', 0), ('a', 1), ('b', 1), ('c', 0)]
# ['e', 'h', 'l', 'l', 'o'] [1, 3] [1, True, 2.5]
