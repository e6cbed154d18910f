def f():
    try:
        return 1
    finally:
        print("f")

def g():
    for i in range(3):
        try:
            continue
        finally:
            print("g", i)
    return "done"

def h():
    try:
        1 / 0
    finally:
        return "swallowed"

print(f(), g(), h())

# prints:
# f
# g 0
# g 1
# g 2
# 1 done swallowed
