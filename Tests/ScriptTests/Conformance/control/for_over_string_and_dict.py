for c in "héy":
    print(c)
for k in {"x": 1, "y": 2}:
    print(k)
for t in (1, "a", None):
    print(t)

# prints:
# h
# é
# y
# x
# y
# 1
# a
# None
