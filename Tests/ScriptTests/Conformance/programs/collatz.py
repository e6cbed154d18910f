def steps(n):
    count = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        count += 1
    return count

print([steps(n) for n in range(1, 15)])

# prints:
# [0, 1, 7, 2, 5, 8, 16, 3, 19, 6, 14, 9, 9, 17]
