# refused: syntax
# cpython: refuses
x = "\x4"
