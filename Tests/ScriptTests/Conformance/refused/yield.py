# refused: not-in-language
# cpython: runs
def f():
    yield 1
