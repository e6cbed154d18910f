# refused: syntax
# cpython: refuses
print((*[1]))
