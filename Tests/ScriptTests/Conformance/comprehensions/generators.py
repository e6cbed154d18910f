print(sum(x * x for x in range(4)), any(x > 2 for x in [1, 2, 3]), all(x for x in []), list(x for x in "ab"), max((len(w) for w in ["a", "bbb"]), default=0))
g = (i for i in range(3))
print(next(g), list(g), list(g), next(g, "end"))

# prints:
# 14 True True ['a', 'b'] 3
# 0 [1, 2] [] end
