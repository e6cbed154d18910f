def loud(x):
    print("loud", x)
    return x

loud(0) and loud(1)
loud(1) or loud(2)
print(loud(0) or loud("") or loud(3))
print(loud(1) if loud(0) else loud(2))

# prints:
# loud 0
# loud 1
# loud 0
# loud 
# loud 3
# 3
# loud 0
# loud 2
# 2
