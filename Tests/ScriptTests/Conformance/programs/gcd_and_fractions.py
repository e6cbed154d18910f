def gcd(a, b):
    while b:
        a, b = b, a % b
    return abs(a)

def add(x, y):
    top = x[0] * y[1] + y[0] * x[1]
    bottom = x[1] * y[1]
    common = gcd(top, bottom)
    return top // common, bottom // common

print(gcd(48, 36), gcd(-12, 18), gcd(0, 5), gcd(7, 0))
total = (0, 1)
for n in range(1, 8):
    total = add(total, (1, n))
    print(f"{total[0]}/{total[1]}", end=" ")
print()

# prints:
# 12 6 5 7
# 1/1 3/2 11/6 25/12 137/60 49/20 363/140 
