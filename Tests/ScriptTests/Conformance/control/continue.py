total = 0
for i in range(10):
    if i % 2:
        continue
    total += i
print(total, i)

# prints:
# 20 9
