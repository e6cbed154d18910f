# refused: attribute
# cpython: runs
x = ().__class__
