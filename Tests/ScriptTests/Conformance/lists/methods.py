xs = [3, 1, 2]
xs.append(4)
xs.extend((5, 6))
xs.insert(0, 0)
xs.insert(-1, 9)
xs.insert(100, 7)
print(xs, xs.pop(), xs.pop(0), xs)
xs.remove(9)
xs.reverse()
print(xs, xs.index(1), xs.count(2), xs.copy() == xs)
xs.sort()
print(xs)
xs.sort(key=lambda x: -x)
print(xs)
xs.clear()
print(xs)

# prints:
# [3, 1, 2, 4, 5, 9, 6] 7 0 [3, 1, 2, 4, 5, 9, 6]
# [6, 5, 4, 2, 1, 3] 4 1 True
# [1, 2, 3, 4, 5, 6]
# [6, 5, 4, 3, 2, 1]
# []
