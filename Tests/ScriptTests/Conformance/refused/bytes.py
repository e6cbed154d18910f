# refused: not-in-language
# cpython: runs
x = b"abc"
