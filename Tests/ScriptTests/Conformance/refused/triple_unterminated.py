# refused: syntax
# cpython: refuses
x = """abc
