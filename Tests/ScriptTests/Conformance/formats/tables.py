rows = [("left hippocampus", 3.469, True), ("brainstem", 17.96, False), ("cortex", 1234.5, True)]
width = max(len(name) for name, _, _ in rows)
for name, value, flag in rows:
    print(f"{name:<{width}} |{value:>10.2f}|{value:,.1f}|{value:<9.3g}|{flag!s:^7}|{value:e}")

# prints:
# left hippocampus |      3.47|3.5|3.47     | True  |3.469000e+00
# brainstem        |     17.96|18.0|18       | False |1.796000e+01
# cortex           |   1234.50|1,234.5|1.23e+03 | True  |1.234500e+03
