# refused: not-in-language
# cpython: runs
x = 2j
