# refused: syntax
# cpython: refuses
x = f"a}"
