for case in [lambda: int("a"), lambda: [][1]]:
    try:
        case()
    except (ValueError, IndexError) as e:
        print(e)

# prints:
# invalid literal for int() with base 10: 'a'
# list index out of range
