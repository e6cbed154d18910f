x = 5
s = "a"
print(f"{x=} {s=} {x + 1 = } {x=:>4} {s=!s}")

# prints:
# x=5 s='a' x + 1 = 6 x=   5 s=a
