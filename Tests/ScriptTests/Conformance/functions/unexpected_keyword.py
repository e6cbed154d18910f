def volume(mask, unit="mL"):
    return unit

print(volume(1, unit="mm3"))
print(volume(1, units="mm3"))

# prints:
# mm3
# error: TypeError at 5
