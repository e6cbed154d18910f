print("abc".isalpha(), "ab1".isalpha(), "12".isdigit(), "".isdigit(), "a1".isalnum(), " \t".isspace(), "AB".isupper(), "aB".islower(), "a1".islower(), "1".isupper())
print("é".isalpha(), "½".isnumeric(), "½".isdigit(), "²".isdigit(), "²".isdecimal(), "abc".isascii(), "é".isascii())

# prints:
# True False True False True True True False True False
# True True False True False True False
