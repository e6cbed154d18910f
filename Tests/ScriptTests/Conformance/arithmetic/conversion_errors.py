for case in [lambda: int("x"), lambda: int("1.5"), lambda: float("abc"), lambda: int(""), lambda: int("9", 8), lambda: float(""), lambda: int("1__0")]:
    try:
        case()
    except ValueError as e:
        print(e)
for case in [lambda: int([]), lambda: float(None), lambda: int(None), lambda: int("1", 99)]:
    try:
        case()
    except (TypeError, ValueError) as e:
        print(e)

# prints:
# invalid literal for int() with base 10: 'x'
# invalid literal for int() with base 10: '1.5'
# could not convert string to float: 'abc'
# invalid literal for int() with base 10: ''
# invalid literal for int() with base 8: '9'
# could not convert string to float: ''
# invalid literal for int() with base 10: '1__0'
# int() argument must be a string, a bytes-like object or a real number, not 'list'
# float() argument must be a string or a real number, not 'NoneType'
# int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
# int() base must be >= 2 and <= 36, or 0
