s = "  xx hi xx  "
print([s.strip(), s.lstrip(), s.rstrip(), "xxhixx".strip("x"), "abcba".lstrip("ab"), "abcba".rstrip("ab")])
print(["prefix-x".removeprefix("prefix-"), "x.nii".removesuffix(".nii"), "abc".removesuffix(""), "abc".removeprefix("z")])

# prints:
# ['xx hi xx', 'xx hi xx  ', '  xx hi xx', 'hi', 'cba', 'abc']
# ['x', 'x', 'abc', 'abc']
