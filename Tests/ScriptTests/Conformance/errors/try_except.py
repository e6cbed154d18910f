def f(x):
    try:
        return 10 / x
    except ZeroDivisionError:
        return "zero"
    except TypeError as e:
        return "type"
    finally:
        print("finally", x)

print(f(2), f(0), f("a"))

# prints:
# finally 2
# finally 0
# finally a
# 5.0 zero type
