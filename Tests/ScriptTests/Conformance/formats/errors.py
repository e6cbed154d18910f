for value, spec in [("a", "d"), (1, "s"), (1.5, "d"), (1, ".2d"), ("a", "+"), ("a", "=5"), (1, "q"), ([], "5"), (None, ">3"), (1, ",x"), ("a", ","), (1.0, "x"), (1, ".2"), (1, "5x5")]:
    try:
        print(format(value, spec))
    except (ValueError, TypeError) as e:
        print(e)

# prints:
# Unknown format code 'd' for object of type 'str'
# Unknown format code 's' for object of type 'int'
# Unknown format code 'd' for object of type 'float'
# Precision not allowed in integer format specifier
# Sign not allowed in string format specifier
# '=' alignment not allowed in string format specifier
# Unknown format code 'q' for object of type 'int'
# unsupported format string passed to list.__format__
# unsupported format string passed to NoneType.__format__
# Cannot specify ',' with 'x'.
# Cannot specify ',' with 's'.
# Unknown format code 'x' for object of type 'float'
# Precision not allowed in integer format specifier
# Invalid format specifier '5x5' for object of type 'int'
