def twice(f):
    def g(*args, **kwargs):
        return f(f(*args, **kwargs))
    return g

def inc(x, by=1):
    return x + by

print(twice(inc)(5), twice(lambda s: s + "!")("hi"))

# prints:
# 7 hi!!
