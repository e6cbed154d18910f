try:
    try:
        x = 1
    except ValueError:
        print("no")
    else:
        int("bad")
except ValueError:
    print("outer")

# prints:
# outer
