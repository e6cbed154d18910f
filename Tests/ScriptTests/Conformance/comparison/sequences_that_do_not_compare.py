print([1, 2] != ["1", 2])
print([1, "x"] < [1, 3])

# prints:
# True
# error: TypeError at 2
