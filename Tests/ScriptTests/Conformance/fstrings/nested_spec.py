width = 10
prec = 3
print(f"[{math.pi:{width}.{prec}f}] [{'x':>{width}}] [{'x':{'*'}^{width}}]")

# prints:
# [     3.142] [         x] [****x*****]
