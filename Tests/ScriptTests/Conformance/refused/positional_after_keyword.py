# refused: syntax
# cpython: refuses
print(sep="", 1)
