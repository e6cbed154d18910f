print(f"{'abc':d}")

# prints:
# error: ValueError at 1
