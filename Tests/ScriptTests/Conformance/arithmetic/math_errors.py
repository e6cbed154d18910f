for case in [lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.acos(2), lambda: math.exp(1000), lambda: math.floor(math.inf), lambda: math.factorial(-1), lambda: math.fmod(1, 0)]:
    try:
        case()
    except (ValueError, OverflowError) as e:
        print(e)

# prints:
# math domain error
# math domain error
# math domain error
# math range error
# cannot convert float infinity to integer
# factorial() not defined for negative values
# math domain error
