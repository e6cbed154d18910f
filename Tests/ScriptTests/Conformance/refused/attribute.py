# refused: attribute
# cpython: runs
x = [1]
x.size
