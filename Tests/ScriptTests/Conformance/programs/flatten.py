def flatten(x, depth=0):
    for_now = []
    for item in x:
        if isinstance(item, (list, tuple)):
            for_now.extend(flatten(item, depth + 1))
        else:
            for_now.append((item, depth))
    return for_now

print(flatten([1, [2, (3, [4, []])], "five", [[["six"]]]]))

# prints:
# [(1, 0), (2, 1), (3, 2), (4, 3), ('five', 0), ('six', 3)]
