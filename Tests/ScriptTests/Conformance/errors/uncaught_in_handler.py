try:
    1 / 0
except ZeroDivisionError:
    [][0]

# prints:
# error: IndexError at 4
