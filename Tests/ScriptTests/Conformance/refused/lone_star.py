# refused: syntax
# cpython: refuses
*a = [1]
