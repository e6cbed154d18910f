# refused: syntax
# cpython: refuses
del print()
