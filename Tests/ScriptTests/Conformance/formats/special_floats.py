for v in [float("nan"), float("inf"), float("-inf")]:
    print([format(v, s) for s in ["", "f", ".2f", "e", "g", "8", "08", "+", "%", "F", "<6", ",.1f"]])

# prints:
# ['nan', 'nan', 'nan', 'nan', 'nan', '     nan', '00000nan', '+nan', 'nan%', 'NAN', 'nan   ', 'nan']
# ['inf', 'inf', 'inf', 'inf', 'inf', '     inf', '00000inf', '+inf', 'inf%', 'INF', 'inf   ', 'inf']
# ['-inf', '-inf', '-inf', '-inf', '-inf', '    -inf', '-0000inf', '-inf', '-inf%', '-INF', '-inf  ', '-inf']
