# é ü 日本
print("日本語", len("日本語"))

# prints:
# 日本語 3
