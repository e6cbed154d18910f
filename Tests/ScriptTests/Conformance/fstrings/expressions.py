xs = [1, 2, 3]
d = {"k": 7}
print(f"{xs[0]} {xs[1:]} {d['k']} {len(xs)} {sum(x * x for x in xs)} {(lambda y: y + 1)(4)} {'a' if xs else 'b'}")
print(f"{xs!r:>12}" f" {1:03d}" " plain {not a field}")
print(f'{"nested"} {1 == 1} {1 != 2} {3 >= 2}')

# prints:
# 1 [2, 3] 7 3 14 5 a
#    [1, 2, 3] 001 plain {not a field}
# nested True True True
