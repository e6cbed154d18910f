values = [2.5, 3.5, 8.0, 1.25]
mean = sum(values) / len(values)
sd = math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1))
s = sorted(values)
median = (s[1] + s[2]) / 2
print(f"{mean:.4f} {sd:.4f} {median}", max(values) - min(values))
left, right = 3.21, 3.35
print(f"asymmetry {200 * (left - right) / (left + right):+.2f} %")

# prints:
# 3.8125 2.9395 3.0 6.75
# asymmetry -4.27 %
