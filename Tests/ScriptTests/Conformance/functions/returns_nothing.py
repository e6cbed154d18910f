def f():
    pass

def g():
    return

print(f(), g(), print("x"))

# prints:
# x
# None None None
