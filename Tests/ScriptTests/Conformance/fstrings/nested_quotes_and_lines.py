name, n = "left", 3
print(f"{name!r:>8}|{n:>{n + 2}}|{n!s}|{{}}|{n = }|{[x for x in range(n)]}|{ {'a': n}['a'] }")
print(f"a" "b" f"{n}" r"\n", f"""{
    n
    + 1}""")
print(f"{n if n > 2 else name}{(lambda x: x + 1)(n)}{'nested ' + f'{n}'}")

# prints:
#   'left'|    3|3|{}|n = 3|[0, 1, 2]|3
# ab3\n 4
# 34nested 3
