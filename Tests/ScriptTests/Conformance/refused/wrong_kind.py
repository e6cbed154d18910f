# refused: wrong-kind
# cpython: runs
x = 1 + "a"
