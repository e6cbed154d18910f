s = "hello World"
print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), "they're bill's".title())

# prints:
# HELLO WORLD hello world Hello World Hello world HELLO wORLD They'Re Bill'S
