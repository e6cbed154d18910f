print(callable(len), callable(3), callable(lambda: 0), repr("a\n"))

# prints:
# True False True 'a\n'
