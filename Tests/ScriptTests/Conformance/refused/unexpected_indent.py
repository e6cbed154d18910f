# refused: syntax
# cpython: refuses
x = 1
    y = 2
