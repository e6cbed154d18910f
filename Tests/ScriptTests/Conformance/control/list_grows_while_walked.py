xs = [1, 2, 3]
for x in xs:
    if x < 3:
        xs.append(x + 10)
    if len(xs) > 6:
        break
print(xs)

# prints:
# [1, 2, 3, 11, 12]
