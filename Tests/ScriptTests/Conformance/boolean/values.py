print(1 and 2, 0 and 2, 1 or 2, 0 or 2, "" or "x", [] and 1, None or 0 or "end")
print(not 1, not "", not None)
print(True and not False, (1 or 2) and 3)

# prints:
# 2 0 1 2 x [] end
# False True True
# True 3
