def f():
    """Says nothing."""
    return 1

"a lone string"
print(f())

# prints:
# 1
