# refused: syntax
# cpython: refuses
print(sep="", sep="")
