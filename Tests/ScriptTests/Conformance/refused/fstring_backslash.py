# refused: syntax
# cpython: refuses
x = f"{'\n'}"
