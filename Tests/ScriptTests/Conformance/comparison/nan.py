n = float("nan")
print(n == n, n < 1, n > 1, n != n, [1.0] == [1], max(1, n), 1 < n)

# prints:
# False False False True True 1 False
