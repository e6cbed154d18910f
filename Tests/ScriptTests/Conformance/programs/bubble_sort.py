xs = [5, 2, 9, 1, 5, 6]
for i in range(len(xs)):
    for j in range(len(xs) - 1 - i):
        if xs[j] > xs[j + 1]:
            xs[j], xs[j + 1] = xs[j + 1], xs[j]
print(xs)

# prints:
# [1, 2, 5, 5, 6, 9]
