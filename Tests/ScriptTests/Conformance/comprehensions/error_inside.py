print([1 / x for x in [1, 0]])

# prints:
# error: ZeroDivisionError at 1
