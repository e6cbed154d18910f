[].pop()

# prints:
# error: IndexError at 1
