# refused: syntax
# cpython: runs
x = 9223372036854775808
