# refused: syntax
# cpython: refuses
x = (1]
