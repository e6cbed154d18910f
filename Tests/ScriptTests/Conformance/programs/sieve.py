n = 50
flags = [True] * (n + 1)
flags[0:2] = [False, False]
for i in range(2, int(math.sqrt(n)) + 1):
    if flags[i]:
        for j in range(i * i, n + 1, i):
            flags[j] = False
print([i for i, f in enumerate(flags) if f])

# prints:
# [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]
