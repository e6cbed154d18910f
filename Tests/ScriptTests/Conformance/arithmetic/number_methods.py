print((5).bit_length(), (0).bit_length(), (2.0).is_integer(), (2.5).is_integer(), (-256).bit_length())

# prints:
# 3 0 True False 9
