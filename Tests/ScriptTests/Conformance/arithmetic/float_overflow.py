try:
    print(10.0 ** 400)
except OverflowError as e:
    print("overflow", e)
print(1e200 * 1e200)

# prints:
# overflow (34, 'Numerical result out of range')
# inf
