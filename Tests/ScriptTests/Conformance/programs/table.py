rows = [("hippocampus", "left", 3.456), ("hippocampus", "right", 3.612), ("amygdala", "left", 1.2)]
for name, side, ml in rows:
    print(f"{name:<14}|{side:^7}|{ml:8.2f}")
print("-" * 31)
print(f"{'total':<22}|{sum(r[2] for r in rows):8.2f}")

# prints:
# hippocampus   | left  |    3.46
# hippocampus   | right |    3.61
# amygdala      | left  |    1.20
# -------------------------------
# total                 |    8.27
