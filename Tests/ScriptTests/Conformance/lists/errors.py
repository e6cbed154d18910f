xs = [1, 2]
for case in [lambda: xs[2], lambda: xs[-3], lambda: xs["a"], lambda: xs[1.0], lambda: xs.remove(9), lambda: xs.index(9), lambda: [].pop(), lambda: xs.pop(5), lambda: xs[::0]]:
    try:
        case()
    except (IndexError, TypeError, ValueError) as e:
        print(e)

# prints:
# list index out of range
# list index out of range
# list indices must be integers or slices, not str
# list indices must be integers or slices, not float
# list.remove(x): x not in list
# 9 is not in list
# pop from empty list
# pop index out of range
# slice step cannot be zero
