n = 3
while n:
    print(n)
    n -= 1
else:
    print("done")
while True:
    break
else:
    print("never")

# prints:
# 3
# 2
# 1
# done
