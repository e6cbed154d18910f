def f():
    print([c for j in [1] if c])
    c = 1

try:
    f()
except NameError as e:
    print(e)

# prints:
# cannot access free variable 'c' where it is not associated with a value in enclosing scope
