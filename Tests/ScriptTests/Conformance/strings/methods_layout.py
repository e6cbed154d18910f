print(["a".ljust(4), "a".rjust(4), "a".center(4), "ab".center(5), "a".center(5, "*"), "7".zfill(3), "-7".zfill(4), "abc".zfill(2), "+1".zfill(5)])

# prints:
# ['a   ', '   a', ' a  ', '  ab ', '**a**', '007', '-007', 'abc', '+0001']
