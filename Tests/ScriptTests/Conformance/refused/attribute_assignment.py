# refused: syntax
# cpython: runs
x = [1]
x.size = 3
