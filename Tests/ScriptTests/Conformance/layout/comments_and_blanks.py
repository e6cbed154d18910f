# first

x = 1  # trailing

    # an indented comment
if x:

    # inside
    print("a")  # more

# end
print("#not a comment")

# prints:
# a
# #not a comment
