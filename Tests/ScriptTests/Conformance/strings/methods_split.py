print("a,b,,c".split(","), "a b  c ".split(), "a b c".split(None, 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","))
print("a\nb\r\nc\n".splitlines(), "a\nb\n".splitlines(True), "k=v=w".partition("="), "k=v=w".rpartition("="), "x".partition("="))
print("  a b  c ".split(None, 1), "  a b  c ".rsplit(None, 1), "aaaa".split("aa"), "aaa".rsplit("aa", 1))
print("abc".split("b", maxsplit=0), "1 2 3".split(sep=" "))

# prints:
# ['a', 'b', '', 'c'] ['a', 'b', 'c'] ['a', 'b c'] ['a,b', 'c'] [] ['']
# ['a', 'b', 'c'] ['a\n', 'b\n'] ('k', '=', 'v=w') ('k=v', '=', 'w') ('x', '', '')
# ['a', 'b  c '] ['  a b', 'c'] ['', '', ''] ['a', '']
# ['abc'] ['1', '2', '3']
