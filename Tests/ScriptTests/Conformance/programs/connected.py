picture = [
    "##..#",
    ".#..#",
    "...##",
    "#....",
]
seen = set()
sizes = []
for y, line in enumerate(picture):
    for x, mark in enumerate(line):
        if mark != "#" or (x, y) in seen:
            continue
        stack, size = [(x, y)], 0
        while stack:
            i, j = stack.pop()
            if (i, j) in seen or not (0 <= j < len(picture) and 0 <= i < len(line)):
                continue
            if picture[j][i] != "#":
                continue
            seen.add((i, j))
            size += 1
            stack += [(i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)]
        sizes.append(size)
print(sorted(sizes, reverse=True), len(seen))

# prints:
# [4, 3, 1] 8
