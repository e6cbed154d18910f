def dice(a, b):
    if not a and not b:
        return None
    return 2 * len(a & b) / (len(a) + len(b))

first = {(i, j) for i in range(6) for j in range(6) if (i - 2) ** 2 + (j - 2) ** 2 <= 4}
second = {(i + 1, j) for i, j in first}
print(len(first), len(second), round(dice(first, second), 4), dice(set(), set()), dice(first, set()))
corners = [min(i for i, _ in first), max(i for i, _ in first)]
print(corners, sorted(first - second)[:3])

# prints:
# 13 13 0.6154 None 0.0
# [0, 4] [(0, 2), (1, 1), (1, 3)]
