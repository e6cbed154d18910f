def gray(bits):
    return [n ^ (n >> 1) for n in range(1 << bits)]

codes = gray(4)
print([format(c, "04b") for c in codes])
print(all(bin(a ^ b).count("1") == 1 for a, b in zip(codes, codes[1:] + codes[:1])))

# prints:
# ['0000', '0001', '0011', '0010', '0110', '0111', '0101', '0100', '1100', '1101', '1111', '1110', '1010', '1011', '1001', '1000']
# True
