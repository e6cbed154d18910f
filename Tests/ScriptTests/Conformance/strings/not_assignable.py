s = "abc"
s[0] = "x"

# prints:
# error: TypeError at 2
