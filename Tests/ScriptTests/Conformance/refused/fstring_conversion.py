# refused: syntax
# cpython: refuses
x = f"{1!z}"
