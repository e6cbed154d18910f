print(int("42"), int(" -7 "), int("1_000"), int("ff", 16), int("0b11", 0), int("z", 36), int(3.99), int(-3.99), int(True))
print(float("1.5"), float(" 1e3 "), float("inf"), float("-Infinity"), float(3), float("1_0.5"))
print(bool(0), bool(""), bool([]), bool({}), bool(0.0), bool("0"), bool([0]), bool(None))
print(str(1), str(1.0), str(None), str([1, "a"]), str("x"), int(), float(), str(), bool())

# prints:
# 42 -7 1000 255 3 35 3 -3 1
# 1.5 1000.0 inf -inf 3.0 10.5
# False False False False False True True False
# 1 1.0 None [1, 'a'] x 0 0.0  False
