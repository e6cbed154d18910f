x = 3
print(f"""a {x}
b {x
   + 1}""")
print(rf"\d{x}\n")

# prints:
# a 3
# b 4
# \d3\n
