try:
    list(zip([1, 2], [1], strict=True))
except ValueError as e:
    print(e)
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as e:
    print(e)

# prints:
# zip() argument 2 is shorter than argument 1
# zip() argument 2 is longer than argument 1
