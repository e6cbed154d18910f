# refused: syntax
# cpython: refuses
x = 1 \ 2
