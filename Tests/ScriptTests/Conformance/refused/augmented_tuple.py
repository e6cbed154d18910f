# refused: syntax
# cpython: refuses
a, b += 1
