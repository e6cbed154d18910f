print([1, 2] < [1, 3], [1] < [1, 0], (1, "b") > (1, "a"), [1, 2] == [1, 2.0], (1,) == [1])
print("abc" < "abd", "Z" < "a", "" < "a", "a" * 3 == "aaa")
print({1, 2} < {1, 2, 3}, {1, 2} <= {1, 2}, {1} > {2}, {"a": 1} == {"a": 1.0}, {1: 2} != {1: 3})
print(range(3) == range(0, 3, 1), range(0) == range(5, 5), [] == [], None == None, None == 0)

# prints:
# True True True True False
# True True True True
# True True False True True
# True True True True False
