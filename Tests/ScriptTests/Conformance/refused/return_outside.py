# refused: syntax
# cpython: refuses
return 1
