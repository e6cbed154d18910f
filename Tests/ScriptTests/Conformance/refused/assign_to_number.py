# refused: syntax
# cpython: refuses
1 = x
