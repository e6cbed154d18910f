order = []
def work(n):
    try:
        try:
            order.append("begin")
            if n == 1:
                raise ValueError("inner")
            if n == 2:
                return "returned"
            return 1 / n
        finally:
            order.append("inner finally")
    except ValueError as e:
        order.append(str(e))
        return "caught"
    finally:
        order.append("outer finally")

print(work(1), work(2), work(4))
try:
    work(0)
except ZeroDivisionError:
    order.append("outside")
print(order)

# prints:
# caught returned 0.25
# ['begin', 'inner finally', 'inner', 'outer finally', 'begin', 'inner finally', 'outer finally', 'begin', 'inner finally', 'outer finally', 'begin', 'inner finally', 'outer finally', 'outside']
