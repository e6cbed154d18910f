assert 1 == 1, "never"
try:
    assert 1 == 2, "math is off"
except AssertionError as e:
    print(e)
try:
    assert []
except AssertionError as e:
    print([e])

# prints:
# math is off
# [AssertionError()]
