print(1 == 1.0, 1 < 1.5 < 2, True == 1, True < 2, 2 ** 53 + 1 == float(2 ** 53), 2 ** 53 + 1 > float(2 ** 53))
print(0.1 + 0.2 == 0.3, 0.0 == -0.0, 1e308 * 10 > 2 ** 62, -1e308 * 10 < -2 ** 62)

# prints:
# True True True True False True
# False True True True
