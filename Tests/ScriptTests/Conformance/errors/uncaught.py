def f():
    raise ValueError("no")

f()

# prints:
# error: ValueError at 2
