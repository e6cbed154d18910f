for case in [lambda: [][0], lambda: {}[0], lambda: 1 / 0, lambda: int("x")]:
    try:
        case()
    except LookupError:
        print("lookup")
    except ArithmeticError:
        print("arithmetic")
    except Exception as e:
        print("other", e)

# prints:
# lookup
# lookup
# arithmetic
# other invalid literal for int() with base 10: 'x'
