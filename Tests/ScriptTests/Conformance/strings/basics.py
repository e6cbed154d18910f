s = "hello"
print(s[0], s[-1], s[1:3], s[::-1], s[10:], s[:-10], len(s), s * 2, s + "!", "a" "b")
print('it\'s', "q\"q", 'tab\tx', "nl\\n", r"raw\n", """two
lines""", "\x41\u00e9\101", 'a\
b')

# prints:
# h o el olleh   5 hellohello hello! ab
# it's q"q tab	x nl\n raw\n two
# lines AéA ab
