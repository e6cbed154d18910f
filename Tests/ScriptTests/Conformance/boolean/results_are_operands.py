print(0 or "" or [] or None)
print(1 and "a" and [2])
def say(x):
    print("said", x)
    return x
print(say(0) or say(3) or say(4))
print(say(1) and say(0) and say(2))
print(say(1) < say(2) < say(2) < say(9))

# prints:
# None
# [2]
# said 0
# said 3
# 3
# said 1
# said 0
# 0
# said 1
# said 2
# said 2
# False
