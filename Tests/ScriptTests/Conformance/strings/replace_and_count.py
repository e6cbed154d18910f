print("banana".replace("an", "AN"), "banana".replace("a", "", 2), "aaa".replace("aa", "b"), "abc".replace("", "-"))
print("banana".count("an"), "aaaa".count("aa"), "abc".count(""), "banana".find("na", 3), "banana".rfind("na"), "x".find("y"))
print("banana".index("nan"), "banana".startswith(("x", "ba")), "banana".endswith("na", 0, 4))
print("banana".index("xyz"))

# prints:
# bANANa bnna ba -a-b-c-
# 2 2 4 4 4 -1
# 2 True True
# error: ValueError at 4
