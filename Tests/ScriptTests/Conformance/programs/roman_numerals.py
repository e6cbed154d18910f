marks = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
         (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]

def roman(n):
    result = ""
    for value, mark in marks:
        while n >= value:
            result += mark
            n -= value
    return result

def number(text):
    values = dict((mark, value) for value, mark in marks if len(mark) == 1)
    total = 0
    for a, b in zip(text, text[1:] + "I"):
        total += values[a] if values[a] >= values[b] else -values[a]
    return total

for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2026, 3999):
    print(n, roman(n), number(roman(n)) == n)

# prints:
# 1 I True
# 4 IV True
# 9 IX True
# 14 XIV True
# 40 XL True
# 90 XC True
# 400 CD True
# 1994 MCMXCIV True
# 2026 MMXXVI True
# 3999 MMMCMXCIX True
