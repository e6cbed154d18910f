a = [1]
a.append(a)
print(a, len(a), a == a)
d = {}
d["d"] = d
print(d)

# prints:
# [1, [...]] 2 True
# {'d': {...}}
