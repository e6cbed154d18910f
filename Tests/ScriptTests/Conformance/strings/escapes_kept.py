print("\d\w", "\8", '\"', "a\\b")

# prints:
# \d\w \8 " a\b
