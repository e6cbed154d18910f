if True: print("a"); print("b")
for i in range(2): print(i); print(-i)
x = 1; y = 2; print(x + y)

# prints:
# a
# b
# 0
# 0
# 1
# -1
# 3
