cases = [lambda: 1 + "a", lambda: "a" + 1, lambda: [1] + (2,), lambda: None + 1, lambda: {} + {}, lambda: 1.5 & 2, lambda: "a" - "b", lambda: "a" * 1.5]
for case in cases:
    try:
        case()
    except TypeError as e:
        print(e)

# prints:
# unsupported operand type(s) for +: 'int' and 'str'
# can only concatenate str (not "int") to str
# can only concatenate list (not "tuple") to list
# unsupported operand type(s) for +: 'NoneType' and 'int'
# unsupported operand type(s) for +: 'dict' and 'dict'
# unsupported operand type(s) for &: 'float' and 'int'
# unsupported operand type(s) for -: 'str' and 'str'
# can't multiply sequence by non-int of type 'float'
