def attempt(f):
    try:
        return f()
    except (ValueError, TypeError, IndexError, KeyError, ZeroDivisionError) as e:
        return str(e)

print(attempt(lambda: int("x1")))
print(attempt(lambda: [1][3]))
print(attempt(lambda: {"a": 1}["b"]))
print(attempt(lambda: 1 % 0))
print(attempt(lambda: "a" + 1))
print(attempt(lambda: float("1,5")))
print(attempt(lambda: [].index(2)))
print(attempt(lambda: len(5)))
print(attempt(lambda: max([])))

# prints:
# invalid literal for int() with base 10: 'x1'
# list index out of range
# 'b'
# integer modulo by zero
# can only concatenate str (not "int") to str
# could not convert string to float: '1,5'
# 2 is not in list
# object of type 'int' has no len()
# max() arg is an empty sequence
