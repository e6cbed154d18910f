# refused: not-in-language
# cpython: runs
@print
def f():
    pass
