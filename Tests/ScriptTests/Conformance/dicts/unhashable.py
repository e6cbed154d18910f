try:
    {[1]: 2}
except TypeError as e:
    print(e)
try:
    {(1, [2]): 2}
except TypeError as e:
    print(e)
try:
    {{}}
except TypeError as e:
    print(e)

# prints:
# unhashable type: 'list'
# unhashable type: 'list'
# unhashable type: 'dict'
