s = "naïve café"
print(len(s), s[2], s[::-1], s.upper(), s.find("c"), s.index("é"), s[-1], "é" == "e\u0301", len("e\u0301"))
print(ord("é"), chr(233), chr(0x1F600), len("😀"), "😀x"[1], sorted("éaz"))
print("ß".upper(), "İ".lower() == "i̇", "Σ".lower())

# prints:
# 10 ï éfac evïan NAÏVE CAFÉ 6 9 é False 2
# 233 é 😀 1 x ['a', 'z', 'é']
# SS True σ
