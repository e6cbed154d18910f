def len(x):
    return 42

print(len([]))
sum = 3
print(sum)

# prints:
# 42
# 3
