# refused: syntax
# cpython: refuses
x = 012
