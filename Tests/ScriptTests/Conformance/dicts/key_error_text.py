try:
    {}["k"]
except KeyError as e:
    print(e, [e])
try:
    {1: 2}[3]
except LookupError as e:
    print(e)

# prints:
# 'k' [KeyError('k')]
# 3
