e = "before"
try:
    1 / 0
except ZeroDivisionError as e:
    pass
try:
    print(e)
except NameError as problem:
    print(problem)

# prints:
# name 'e' is not defined
