t = (1, 2, 3)
print(t[0], t[-1], t[1:], t + (4,), t * 2, len(t), t.index(2), t.count(3), 2 in t, tuple("ab"), tuple([1]))
a = 1,
print(a, (), (1), t == (1, 2, 3))

# prints:
# 1 3 (2, 3) (1, 2, 3, 4) (1, 2, 3, 1, 2, 3) 3 1 1 True ('a', 'b') (1,)
# (1,) () 1 True
