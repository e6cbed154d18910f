x = 5
print(1 < x < 10, 1 < x > 3, 1 == 1.0 == True, 3 > 2 > 1 > 1)

def f(n):
    print("f", n)
    return n

print(f(1) < f(0) < f(2))

# prints:
# True True True False
# f 1
# f 0
# False
