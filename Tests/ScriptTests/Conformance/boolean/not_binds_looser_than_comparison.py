print(not 1 == 2, not True == False, not 1 in [2], (not 1) == 0)
print(1 or 2 and 0, (1 or 2) and 0, not 0 or 0, not (0 or 0))
print([] and 1 / 0, "x" or 1 / 0)

# prints:
# True True True True
# 1 0 True True
# [] x
