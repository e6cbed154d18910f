print()
print(1, "a", None, True, [1, "b"], sep="-", end="!\n")
print("a", end="")
print("b")
print("x", "y", sep="")
print(*[1, 2, 3], sep=", ")

# prints:
#
# 1-a-None-True-[1, 'b']!
# ab
# xy
# 1, 2, 3
