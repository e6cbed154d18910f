x = [3]
try:
    x[0]()
except TypeError as e:
    print(e)

# prints:
# 'int' object is not callable
