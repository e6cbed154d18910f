for n in range(2, 8):
    for d in range(2, n):
        if n % d == 0:
            print(n, "=", d, "*", n // d)
            break
    else:
        print(n, "is prime")

# prints:
# 2 is prime
# 3 is prime
# 4 = 2 * 2
# 5 is prime
# 6 = 2 * 3
# 7 is prime
