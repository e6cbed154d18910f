cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for step in range(5):
    if step in (0, 4):
        for y in range(5):
            print("".join("#" if (x, y) in cells else "." for x in range(5)))
        print()
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
    cells = {c for c, n in counts.items() if n == 3 or n == 2 and c in cells}

# prints:
# .#...
# ..#..
# ###..
# .....
# .....
#
# .....
# ..#..
# ...#.
# .###.
# .....
#
