print(all([1, 2]), all([1, 0]), any([0, 0]), any([]), all([]), any(["", 0, None, "x"]))

# prints:
# True False False False True True
