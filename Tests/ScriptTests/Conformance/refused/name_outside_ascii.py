# refused: syntax
# cpython: runs
größe = 1
