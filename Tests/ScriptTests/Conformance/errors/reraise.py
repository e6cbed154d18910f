try:
    try:
        1 / 0
    except ZeroDivisionError:
        print("inner")
        raise
except ZeroDivisionError as e:
    print("outer", e)

# prints:
# inner
# outer division by zero
