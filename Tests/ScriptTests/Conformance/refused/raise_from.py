# refused: not-in-language
# cpython: runs
try:
    x = 1
except ValueError as e:
    raise KeyError("x") from e
