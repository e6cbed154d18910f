t = (1, 2)
t[0] = 5

# prints:
# error: TypeError at 2
