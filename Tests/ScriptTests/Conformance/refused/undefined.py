# refused: undefined-name
# cpython: runs
print(never_defined)
