x = [5][0]
x.append(1)

# prints:
# error: AttributeError at 2
