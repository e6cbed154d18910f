print("[" + "ab".ljust(5) + "|" + "ab".rjust(5, ".") + "|" + "ab".center(7, "*") + "|" + "7".zfill(3) + "|" + "-7".zfill(4) + "]")
print("Hello World".swapcase(), "hello world".title(), "hELLO".capitalize(), "ß".upper(), "İ".lower() == "i̇")
print("abc".isalpha(), "ab1".isalnum(), "12".isdigit(), "".isalpha(), " \t".isspace(), "Ab".islower(), "AB1".isupper())

# prints:
# [ab   |...ab|***ab**|007|-007]
# hELLO wORLD Hello World Hello SS True
# True True True False True False True
