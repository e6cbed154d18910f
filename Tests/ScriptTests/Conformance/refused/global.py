# refused: not-in-language
# cpython: runs
def f():
    global x
    x = 1
