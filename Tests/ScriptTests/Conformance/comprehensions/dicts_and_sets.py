print({k: v for k, v in [("a", 1), ("b", 2)]}, {x % 3 for x in range(9)} == {0, 1, 2}, {i: i ** 2 for i in range(4) if i != 2})

# prints:
# {'a': 1, 'b': 2} True {0: 0, 1: 1, 3: 9}
