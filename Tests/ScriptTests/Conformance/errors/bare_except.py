try:
    int("x")
except:
    print("all")

# prints:
# all
