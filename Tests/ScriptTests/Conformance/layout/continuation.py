x = (1 +
     2)
y = [
    1,  # one
    2,

    3,
]
z = 1 + \
    2
print(x, y, z)
if (x == 3 and
        z == 3):
    print("ok")

# prints:
# 3 [1, 2, 3] 3
# ok
