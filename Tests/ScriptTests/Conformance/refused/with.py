# refused: not-in-language
# cpython: runs
with open("x") as f:
    pass
