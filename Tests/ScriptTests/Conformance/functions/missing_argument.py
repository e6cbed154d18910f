def f(a, b, c):
    return a

g = [f][0]
for args in [(1,), (1, 2, 3, 4), ()]:
    try:
        g(*args)
    except TypeError as e:
        print(e)
try:
    g(1, 2, 3, d=4)
except TypeError as e:
    print(e)
try:
    g(1, 2, a=3)
except TypeError as e:
    print(e)

# prints:
# f() missing 2 required positional arguments: 'b' and 'c'
# f() takes 3 positional arguments but 4 were given
# f() missing 3 required positional arguments: 'a', 'b', and 'c'
# f() got an unexpected keyword argument 'd'
# f() got multiple values for argument 'a'
