d = {"a": 1, "b": 2, "a": 3}
print(d, len(d), d["a"], d.get("z"), d.get("z", 0), "a" in d, list(d), list(d.items()))
d["c"] = 4
print(d.pop("a"), d.pop("zz", None), d, d.setdefault("q", 9), d.setdefault("b", 9), d)
print(d.keys(), d.values(), d.items())
print(d.popitem(), d)

# prints:
# {'a': 3, 'b': 2} 2 3 None 0 True ['a', 'b'] [('a', 3), ('b', 2)]
# 3 None {'b': 2, 'c': 4, 'q': 9} 9 2 {'b': 2, 'c': 4, 'q': 9}
# dict_keys(['b', 'c', 'q']) dict_values([2, 4, 9]) dict_items([('b', 2), ('c', 4), ('q', 9)])
# ('q', 9) {'b': 2, 'c': 4}
