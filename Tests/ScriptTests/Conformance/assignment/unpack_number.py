x = 5
a, b = x if x else 0, 1
try:
    a, b = [x, x][0]
except TypeError as e:
    print(e)

# prints:
# cannot unpack non-iterable int object
