print(hex(255), oct(8), bin(5), hex(-255), bin(0), bin(True))

# prints:
# 0xff 0o10 0b101 -0xff 0b0 0b1
