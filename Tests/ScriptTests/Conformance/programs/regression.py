xs = [0.0, 1.5, 2.0, 3.25, 4.0]
ys = [1.0, 3.9, 5.2, 7.4, 9.1]
n = len(xs)
mean_x, mean_y = sum(xs) / n, sum(ys) / n
slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / sum((x - mean_x) ** 2 for x in xs)
offset = mean_y - slope * mean_x
residual = math.sqrt(sum((y - slope * x - offset) ** 2 for x, y in zip(xs, ys)) / (n - 2))
print(f"y = {slope:.4f} x + {offset:.4f}, residual {residual:.6f}")

# prints:
# y = 2.0113 x + 0.9956, residual 0.149167
