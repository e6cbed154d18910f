s = {3, 1, 2, 3}
print(sorted(s), len(s), 2 in s, set(), {1}, sorted(set("hello")))
s.add(4)
s.discard(9)
s.remove(1)
print(sorted(s))

# prints:
# [1, 2, 3] 3 True set() {1} ['e', 'h', 'l', 'o']
# [2, 3, 4]
