xs = [3, 1, 2]
print(xs.sort(), xs, xs.reverse(), xs, xs.append(0), xs.insert(1, 7), xs.remove(7), xs.extend("ab"), xs)
print(xs.pop(), xs.pop(0), xs, xs.index(1), xs.count(1), xs.copy() == xs, xs.copy() == xs[:])
xs.insert(-100, "first")
xs.insert(100, "last")
print(xs)

# prints:
# None [3, 2, 1, 0, 'a', 'b'] None [3, 2, 1, 0, 'a', 'b'] None None None None [3, 2, 1, 0, 'a', 'b']
# b 3 [2, 1, 0, 'a'] 1 1 True True
# ['first', 2, 1, 0, 'a', 'last']
