# refused: syntax
# cpython: refuses
x = [*y for y in [[1]]]
