# refused: syntax
# cpython: refuses
if 1
    print(2)
