# refused: syntax
# cpython: refuses
print "hello"
