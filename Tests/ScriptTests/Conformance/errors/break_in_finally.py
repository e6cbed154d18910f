for i in range(3):
    try:
        if i == 1:
            break
        print(i)
    finally:
        print("cleanup", i)
print("after")

# prints:
# 0
# cleanup 0
# cleanup 1
# after
