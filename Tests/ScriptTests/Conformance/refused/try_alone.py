# refused: syntax
# cpython: refuses
try:
    x = 1
