print(1 < 2)
try:
    print(1 < "a")
except TypeError as e:
    print(e)
try:
    print([1, "a"] < [1, 2])
except TypeError as e:
    print(e)
try:
    print(None >= 1)
except TypeError as e:
    print(e)
try:
    print(1 in 5)
except TypeError as e:
    print(e)
try:
    print(1 in "abc")
except TypeError as e:
    print(e)

# prints:
# True
# '<' not supported between instances of 'int' and 'str'
# '<' not supported between instances of 'str' and 'int'
# '>=' not supported between instances of 'NoneType' and 'int'
# argument of type 'int' is not iterable
# 'in <string>' requires string as left operand, not int
