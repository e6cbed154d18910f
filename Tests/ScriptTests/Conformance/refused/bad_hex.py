# refused: syntax
# cpython: refuses
x = 0xg
