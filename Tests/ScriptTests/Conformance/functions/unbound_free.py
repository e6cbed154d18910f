def f():
    def g():
        return y
    try:
        g()
    except NameError as e:
        print(e)
    y = 1
    return g()

print(f())

# prints:
# cannot access free variable 'y' where it is not associated with a value in enclosing scope
# 1
