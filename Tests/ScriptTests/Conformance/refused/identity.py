# refused: not-in-language
# cpython: runs
x = 1
print(x is 1)
