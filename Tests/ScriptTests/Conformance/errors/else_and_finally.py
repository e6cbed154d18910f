for x in [1, 0]:
    try:
        1 / x
    except ZeroDivisionError:
        print("caught")
    else:
        print("fine")
    finally:
        print("end")

# prints:
# fine
# end
# caught
# end
