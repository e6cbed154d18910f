s = "abc"
for case in [lambda: s["a"], lambda: s.index("z"), lambda: s.split(""), lambda: "abc" * -1, lambda: ord("ab"), lambda: chr(-1), lambda: s[::0]]:
    try:
        print(repr(case()))
    except (TypeError, ValueError) as e:
        print(e)

# prints:
# string indices must be integers, not 'str'
# substring not found
# empty separator
# ''
# ord() expected a character, but string of length 2 found
# chr() arg not in range(0x110000)
# slice step cannot be zero
