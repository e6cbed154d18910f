row = [1]
for _ in range(8):
    print(" ".join(f"{n:3}" for n in row).center(36).rstrip())
    row = [a + b for a, b in zip([0] + row, row + [0])]

# prints:
#                   1
#                 1   1
#               1   2   1
#             1   3   3   1
#           1   4   6   4   1
#         1   5  10  10   5   1
#       1   6  15  20  15   6   1
#     1   7  21  35  35  21   7   1
