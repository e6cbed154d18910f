def show(x):
    print("show", x)
    return x

m = map(show, [1, 2, 3])
print("not yet")
for x in m:
    if x == 2:
        break
z = zip([1, 2, 3], m)
print(list(z))

# prints:
# not yet
# show 1
# show 2
# show 3
# [(1, 3)]
