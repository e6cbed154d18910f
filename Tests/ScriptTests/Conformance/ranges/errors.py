for case in [lambda: range(1, 2, 0), lambda: range(1.5), lambda: range(3)[3], lambda: range("a")]:
    try:
        case()
    except (ValueError, TypeError, IndexError) as e:
        print(e)

# prints:
# range() arg 3 must not be zero
# 'float' object cannot be interpreted as an integer
# range object index out of range
# 'str' object cannot be interpreted as an integer
