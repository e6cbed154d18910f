for x in []:
    print("never")
else:
    print("empty", "x" in "xyz")
while 0:
    pass
else:
    print("no turn")
for _ in range(3, 3):
    print("never")
for key in {}:
    print("never")

# prints:
# empty True
# no turn
