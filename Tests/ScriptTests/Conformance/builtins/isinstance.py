print(isinstance(1, int), isinstance(True, int), isinstance(1.0, int), isinstance("a", (int, str)), isinstance([], list), isinstance({}, dict), isinstance((), tuple), isinstance({1}, set), isinstance(None, int), isinstance(1, float), isinstance(True, bool))

# prints:
# True True False True True True True True False False True
