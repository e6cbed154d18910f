x = 3
assert x > 5, f"x is {x}"

# prints:
# error: AssertionError at 2
