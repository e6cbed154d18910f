# refused: syntax
# cpython: refuses
x = 1; if x: pass
