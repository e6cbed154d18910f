def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]

for a, b in [("kitten", "sitting"), ("hipocampus", "hippocampus"), ("", "abc"), ("same", "same")]:
    print(a, b, distance(a, b))

# prints:
# kitten sitting 3
# hipocampus hippocampus 1
#  abc 3
# same same 0
