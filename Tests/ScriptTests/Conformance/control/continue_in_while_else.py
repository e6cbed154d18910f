n = 0
while n < 6:
    n += 1
    if n % 2:
        continue
    if n == 8:
        break
    print(n)
else:
    print("not broken")

# prints:
# 2
# 4
# 6
# not broken
