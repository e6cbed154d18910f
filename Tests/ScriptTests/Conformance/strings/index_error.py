s = "abc"
s[3]

# prints:
# error: IndexError at 2
