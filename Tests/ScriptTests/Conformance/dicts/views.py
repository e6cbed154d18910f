d = {"a": 1, "b": 2}
keys = d.keys()
d["c"] = 3
print(list(keys), len(keys), "c" in keys, 3 in d.values(), ("a", 1) in d.items(), list(reversed(d)), list(reversed(d.items())))

# prints:
# ['a', 'b', 'c'] 3 True True True ['c', 'b', 'a'] [('c', 3), ('b', 2), ('a', 1)]
