for case in [lambda x: -x, lambda x: +x, lambda x: ~x]:
    try:
        case("a")
    except TypeError as e:
        print(e)

# prints:
# bad operand type for unary -: 'str'
# bad operand type for unary +: 'str'
# bad operand type for unary ~: 'str'
