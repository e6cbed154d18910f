# refused: syntax
# cpython: refuses
break
