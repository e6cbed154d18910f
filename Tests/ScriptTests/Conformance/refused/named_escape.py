# refused: not-in-language
# cpython: runs
x = "\N{BULLET}"
