# refused: undefined-function
# cpython: runs
__import__("os")
