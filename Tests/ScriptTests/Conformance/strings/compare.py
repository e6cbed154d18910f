print("a" < "b", "a" < "B", "abc" < "abcd", "é" > "z", "" == "", "a" != "a")

# prints:
# True False True True True False
