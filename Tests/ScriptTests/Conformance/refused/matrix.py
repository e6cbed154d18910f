# refused: not-in-language
# cpython: runs
x = 1
y = x @ x
