print(math.pi, math.e, math.sqrt(2), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.9))
print(math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.exp(1), math.sin(1), math.cos(1), math.atan2(1, 2))
print(math.hypot(3, 4), math.degrees(math.pi), math.radians(180), math.gcd(12, 18), math.factorial(10), math.isqrt(17))
print(math.isnan(math.nan), math.isinf(math.inf), math.isfinite(1.0), math.isclose(0.1 + 0.2, 0.3), math.copysign(1, -0.0), math.fmod(-7, 3))
print(math.fsum([0.1] * 10), math.prod([1, 2, 3, 4]), math.pow(2, 10), math.tau)

# prints:
# 3.141592653589793 2.718281828459045 1.4142135623730951 -2 2 -1
# 2.302585092994046 3.0 3.0 3.0 2.718281828459045 0.8414709848078965 0.5403023058681398 0.4636476090008061
# 5.0 180.0 3.141592653589793 6 3628800 4
# True True True True -1.0 -1.0
# 1.0 24 1024.0 6.283185307179586
