for x in (0, 0.0, "", [], (), {}, set(), None, False, range(0), -1, "0", [0], (None,), {0: 0}, {0}, range(1)):
    print("yes" if x else "no", end=" ")
print()

# prints:
# no no no no no no no no no no yes yes yes yes yes yes yes 
