for case in [lambda: min([]), lambda: max([], key=len), lambda: min(1, "a"), lambda: max(5)]:
    try:
        case()
    except (ValueError, TypeError) as e:
        print(e)

# prints:
# min() arg is an empty sequence
# max() arg is an empty sequence
# '<' not supported between instances of 'str' and 'int'
# 'int' object is not iterable
