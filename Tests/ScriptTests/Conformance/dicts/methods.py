d = {"a": 1}
d["b"] = 2
print(d.get("a"), d.get("z"), d.get("z", 0), d.pop("a"), d.pop("q", None), d)
print(d.setdefault("c", []), d)
d["c"].append(5)
d.update({"b": 20, "e": 4})
d.update([("f", 6)])
print(d, list(d), len(d), "c" in d, d == {"c": [5], "b": 20, "f": 6, "e": 4})
print(d.popitem(), d.popitem(), d)
print(dict([("x", 1), ("y", 2)]), dict({"a": 1}))
print({**d, "b": 0, **{"n": 1}})
d.clear()
print(d)

# prints:
# 1 None 0 1 None {'b': 2}
# [] {'b': 2, 'c': []}
# {'b': 20, 'c': [5], 'e': 4, 'f': 6} ['b', 'c', 'e', 'f'] 4 True True
# ('f', 6) ('e', 4) {'b': 20, 'c': [5]}
# {'x': 1, 'y': 2} {'a': 1}
# {'b': 0, 'c': [5], 'n': 1}
# {}
