# refused: not-in-language
# cpython: runs
if (x := 3) > 2:
    pass
