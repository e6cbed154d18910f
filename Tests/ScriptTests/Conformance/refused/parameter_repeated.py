# refused: syntax
# cpython: refuses
def f(a, a):
    pass
