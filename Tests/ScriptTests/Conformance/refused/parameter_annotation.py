# refused: not-in-language
# cpython: runs
def f(x: int) -> int:
    return x
