print([(i, j) for i in range(4) if i % 2 for j in range(i) if j != 1])
print([[i * j for j in range(3)] for i in range(3)], {i: {j for j in range(i)} for i in range(3)})
x = "outer"
print([x for x in range(3)], x, sum(n * n for n in range(5)), list(a for a, b in zip("ab", "cd")))
print(any(n > 3 for n in [1, 5]), {len(w) for w in "a bb cc ddd".split()} == {1, 2, 3}, tuple(n for n in ()))

# prints:
# [(1, 0), (3, 0), (3, 2)]
# [[0, 0, 0], [0, 1, 2], [0, 2, 4]] {0: set(), 1: {0}, 2: {0, 1}}
# [0, 1, 2] outer 30 ['a', 'b']
# True True ()
