# refused: not-in-language
# cpython: runs
class A:
    pass
