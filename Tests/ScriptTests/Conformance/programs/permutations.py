def permutations(xs):
    if not xs:
        return [[]]
    return [[x] + rest for i, x in enumerate(xs) for rest in permutations(xs[:i] + xs[i + 1:])]

for p in permutations([1, 2, 3]):
    print(*p, sep="-")
print(len(permutations(list("abcde"))))

# prints:
# 1-2-3
# 1-3-2
# 2-1-3
# 2-3-1
# 3-1-2
# 3-2-1
# 120
