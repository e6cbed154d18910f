def evaluate(coefficients, x):
    result = 0
    for c in reversed(coefficients):
        result = result * x + c
    return result

def product(p, q):
    result = [0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] += a * b
    return result

p, q = [1, -3, 2], [0, 1, 0, 4]
r = product(p, q)
print(r)
print([evaluate(r, x) - evaluate(p, x) * evaluate(q, x) for x in (-2, 0, 1, 3)], evaluate(r, 0.5))

# prints:
# [0, 1, -3, 6, -12, 8]
# [0, 0, 0, 0] 0.0
