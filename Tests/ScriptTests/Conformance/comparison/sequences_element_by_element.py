print([1, 2, 3] < [1, 2, 4], [1, 2] < [1, 2, 0], (2,) > (1, 9), [] < [0], "Z" < "a", "" < "a")
print([1, "a"] == [1.0, "a"], (1,) == [1], [[1], [2]] < [[1], [3]])
print([1, "x"] < [2, 3])

# prints:
# True True True True True True
# True False True
# True
