print("a,b,,c".split(","), " a  b ".split(), "a b c d".split(" ", 2), "a b c".rsplit(None, 1), "".split(), "".split(","))
print("one\ntwo\r\nthree\n".splitlines(), "k=v=w".partition("="), "k=v=w".rpartition("="), "none".partition("="))
print("left_hippocampus.nii.gz".removesuffix(".nii.gz"), "sub-01".removeprefix("sub-"), "-".join(["a"]), "".join([]))

# prints:
# ['a', 'b', '', 'c'] ['a', 'b'] ['a', 'b', 'c d'] ['a b', 'c'] [] ['']
# ['one', 'two', 'three'] ('k', '=', 'v=w') ('k=v', '=', 'w') ('none', '', '')
# left_hippocampus 01 a 
