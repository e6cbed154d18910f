for f in [lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0 ** -1, lambda: 0.0 ** -1, lambda: divmod(1, 0), lambda: divmod(1.0, 0)]:
    try:
        f()
    except ZeroDivisionError as e:
        print(e)

# prints:
# division by zero
# integer division or modulo by zero
# integer modulo by zero
# float division by zero
# float floor division by zero
# float modulo
# 0.0 cannot be raised to a negative power
# 0.0 cannot be raised to a negative power
# integer division or modulo by zero
# float divmod()
