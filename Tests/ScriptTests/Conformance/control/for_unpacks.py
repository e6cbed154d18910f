for (a, b), *rest, c in [((1, 2), 3), ((4, 5), 6, 7, 8)]:
    print(a, b, rest, c)
for i, x in enumerate("ab", start=5):
    print(i, x)
else:
    print("end", i, x)

# prints:
# 1 2 [] 3
# 4 5 [6, 7] 8
# 5 a
# 6 b
# end 6 b
