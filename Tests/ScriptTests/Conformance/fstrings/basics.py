name = "left hippocampus"
v = 3.14159
print(f"{name}: {v:.2f} mL, {v!r}, {1 + 1}, {{braces}}, {name.upper()}")
print(f"{v:8.2f}|{v:<8.2f}|{v:^8.2f}|{v:>8.2f}|{v:08.2f}|{v:+.1f}|{-v:.1e}")

# prints:
# left hippocampus: 3.14 mL, 3.14159, 2, {braces}, LEFT HIPPOCAMPUS
#     3.14|3.14    |  3.14  |    3.14|00003.14|+3.1|-3.1e+00
