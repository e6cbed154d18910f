def check(x):
    if x < 0:
        raise ValueError("negative: " + str(x))
    return x

try:
    check(-1)
except ValueError as e:
    print(e, repr(e), str(e) == "negative: -1")
try:
    raise KeyError("k")
except KeyError as e:
    print(e)
try:
    raise RuntimeError
except RuntimeError as e:
    print([e], str(e) == "")
try:
    raise TypeError("a", 1)
except TypeError as e:
    print(e)

# prints:
# negative: -1 ValueError('negative: -1') True
# 'k'
# [RuntimeError()] True
# ('a', 1)
