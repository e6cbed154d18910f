print(2 in [1, 2], "b" in "abc", "" in "abc", 3 in {1: 2}, 1 in {1: 2}, 5 in range(0, 10, 5), 4 in range(0, 10, 5))
print(1.0 in [1], "x" not in "abc", (1, 2) in [(1, 2)], None in [None])

# prints:
# True True True False True True False
# True True True True
