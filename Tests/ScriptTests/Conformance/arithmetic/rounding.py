print(round(2.5), round(3.5), round(-2.5), round(2.567, 2), round(2.675, 2), round(1234567, -3))
print(round(5, -1), round(15, -1), round(25, -1), round(-15, -1), round(1e20, -19) == 1e20)
print(round(0.5), round(1.5), round(2.0), round(1.25, 1), round(-1.25, 1), round(1234.5678, -2), round(0.05, 1))
print(round(7), round(True), round(2.5, None), round(1e300, 2), round(99.995, 2))

# prints:
# 2 4 -2 2.57 2.67 1235000
# 0 20 20 -20 True
# 0 2 2 1.2 -1.2 1200.0 0.1
# 7 1 2 1e+300 100.0
