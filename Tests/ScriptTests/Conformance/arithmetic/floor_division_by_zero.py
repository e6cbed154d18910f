x = 0
print(1 // x)

# prints:
# error: ZeroDivisionError at 2
