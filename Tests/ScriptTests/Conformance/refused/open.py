# refused: undefined-function
# cpython: runs
open("/etc/passwd")
