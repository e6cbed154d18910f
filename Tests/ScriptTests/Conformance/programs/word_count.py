text = "the left side and the right side and the middle"
counts = {}
for w in text.split():
    counts[w] = counts.get(w, 0) + 1
for w, c in sorted(counts.items(), key=lambda p: (-p[1], p[0])):
    print(f"{w:<8}{c:>3}")

# prints:
# the       3
# and       2
# side      2
# left      1
# middle    1
# right     1
