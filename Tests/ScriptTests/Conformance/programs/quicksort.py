def quicksort(xs, key=lambda x: x):
    if len(xs) < 2:
        return xs
    pivot, *rest = xs
    less = [x for x in rest if key(x) < key(pivot)]
    more = [x for x in rest if not key(x) < key(pivot)]
    return quicksort(less, key) + [pivot] + quicksort(more, key)

xs = [(n * 37) % 101 for n in range(30)]
print(quicksort(xs))
print(quicksort(xs, key=lambda x: -x) == sorted(xs, reverse=True))
print(quicksort(["pear", "fig", "banana", "kiwi"], key=len))

# prints:
# [0, 3, 6, 10, 13, 16, 20, 23, 26, 30, 33, 37, 40, 43, 47, 50, 53, 57, 60, 63, 67, 70, 74, 77, 80, 84, 87, 90, 94, 97]
# True
# ['fig', 'pear', 'kiwi', 'banana']
