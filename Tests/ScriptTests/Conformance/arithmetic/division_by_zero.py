print(1 / 0)

# prints:
# error: ZeroDivisionError at 1
