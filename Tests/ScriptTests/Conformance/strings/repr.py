print(["a'b", 'a"b', "a'\"b", "\n\t\\", "\x00\x7f", "é", "\u200b", "\xa0"])
print(repr("x"), repr(1.0), repr([None, True]), repr("tab\there"))

# prints:
# ["a'b", 'a"b', 'a\'"b', '\n\t\\', '\x00\x7f', 'é', '\u200b', '\xa0']
# 'x' 1.0 [None, True] 'tab\there'
