for case in [lambda x: len(x), lambda x: list(x), lambda x: x[0], lambda x: sum(x), lambda x: sorted(x)]:
    try:
        case(5)
    except TypeError as e:
        print(e)

# prints:
# object of type 'int' has no len()
# 'int' object is not iterable
# 'int' object is not subscriptable
# 'int' object is not iterable
# 'int' object is not iterable
