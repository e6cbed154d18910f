# refused: undefined-function
# cpython: runs
eval("1")
