print(", ".join(["a", "b"]), "".join("abc"), "-".join([]), ",".join(str(i) for i in range(3)))
try:
    ",".join([1])
except TypeError as e:
    print(e)

# prints:
# a, b abc  0,1,2
# sequence item 0: expected str instance, int found
