for i in range(3):
    for i in range(10, 12):
        pass
    print(i, end=" ")
print(i)

# prints:
# 11 11 11 11
