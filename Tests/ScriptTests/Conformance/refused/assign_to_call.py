# refused: syntax
# cpython: refuses
print() = 3
