a = {"x": 1, "y": 2}
b = {"y": 3, "z": 4}
print(a | b, {**a, **b, "w": 0})
a.update(b)
a |= {"k": 1}
print(a, dict([("p", 1), ("q", 2)]), dict(a) == a, a.copy() is not None)

# prints:
# {'x': 1, 'y': 3, 'z': 4} {'x': 1, 'y': 3, 'z': 4, 'w': 0}
# {'x': 1, 'y': 3, 'z': 4, 'k': 1} {'p': 1, 'q': 2} True True
