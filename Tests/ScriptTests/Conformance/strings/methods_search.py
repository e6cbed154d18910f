s = "banana"
print(s.find("an"), s.rfind("an"), s.find("x"), s.index("n"), s.rindex("n"), s.count("a"), s.count("ana"), s.count(""))
print(s.find("an", 2), s.find("an", 2, 4), s.find("", 6), s.find("", 7), s.startswith("ba"), s.endswith(("x", "na")), s.startswith("an", 1))
print(s.replace("a", "o"), s.replace("a", "o", 2), s.replace("", "-"), s.replace("x", "y"), "abc".replace("", "-", 2))

# prints:
# 1 3 -1 2 4 3 1 7
# 3 -1 6 -1 True True True
# bonono bonona -b-a-n-a-n-a- banana -a-bc
