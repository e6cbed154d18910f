def one(a):
    return a

print(one(1))
one(1, 2)

# prints:
# 1
# error: TypeError at 5
