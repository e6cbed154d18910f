def say(x):
    print(x)
    return x

try:
    {say(1): say(2), [3]: say(4), say(5): say(6)}
except TypeError as e:
    print(e)

# prints:
# 1
# 2
# 4
# 5
# 6
# unhashable type: 'list'
