# refused: syntax
# cpython: refuses
def f(a=1, b):
    pass
