def find(xs, wanted):
    low, high = 0, len(xs)
    while low < high:
        middle = (low + high) // 2
        if xs[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low if low < len(xs) and xs[low] == wanted else None

xs = list(range(0, 40, 3))
for wanted in (0, 39, 12, 13, -1, 40):
    print(wanted, find(xs, wanted))

# prints:
# 0 0
# 39 13
# 12 4
# 13 None
# -1 None
# 40 None
