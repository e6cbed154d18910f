x = 1

def f():
    if x > 5:
        x = 2
    return x

f()

# prints:
# error: UnboundLocalError at 4
