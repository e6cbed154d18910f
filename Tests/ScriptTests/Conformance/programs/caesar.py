def shift(text, by):
    result = []
    for mark in text:
        if "a" <= mark <= "z":
            result.append(chr((ord(mark) - ord("a") + by) % 26 + ord("a")))
        elif "A" <= mark <= "Z":
            result.append(chr((ord(mark) - ord("A") + by) % 26 + ord("A")))
        else:
            result.append(mark)
    return "".join(result)

secret = shift("Hello, World! xyz", 3)
print(secret, shift(secret, -3), shift(secret, 23), sep="\n")

# prints:
# Khoor, Zruog! abc
# Hello, World! xyz
# Hello, World! xyz
