d = {}
for i in range(50):
    d[i] = i
for i in range(0, 50, 2):
    del d[i]
d[0] = "back"
print(list(d)[:5], list(d)[-1], len(d))
for i in range(200):
    d["k"] = i
    del d["k"]
print(len(d), list(d)[-1])

# prints:
# [1, 3, 5, 7, 9] 0 26
# 26 0
