# refused: not-in-language
# cpython: runs
x: int = 3
