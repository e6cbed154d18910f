x = 1

def outer():
    x = 2
    def inner():
        return x
    x = 3
    return inner()

def reads_global():
    return x

print(outer(), reads_global(), x)
x = 10
print(reads_global())

# prints:
# 3 1 1
# 10
