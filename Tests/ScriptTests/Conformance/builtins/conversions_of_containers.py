print(list("ab"), tuple([1, 2]), set("aab") == {"a", "b"}, dict(zip("ab", [1, 2])), list({"x": 1}), sorted({3, 1}), bool([0]), str([1, "a"]), list(enumerate("a", 1)), list(zip()), list(reversed((1, 2))))
print(int("  12 "), int("-0x1f", 16), int("101", 2), float(" 1e3 "), int(3.99), int(-3.99), round(2.5), round(-1.5), round(1234.5678, -2), str(1e16), repr(0.1))

# prints:
# ['a', 'b'] (1, 2) True {'a': 1, 'b': 2} ['x'] [1, 3] True [1, 'a'] [(1, 'a')] [] [2, 1]
# 12 -31 5 1000.0 3 -3 2 -2 1200.0 1e+16 0.1
