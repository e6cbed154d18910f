ages = {"Ada": 36, "Bob": 7, "Cy": 36}
print(sorted(ages.items(), key=lambda p: (-p[1], p[0])))
print(max(ages, key=lambda k: ages[k]), min(ages.values()), sum(ages.values()), sorted(ages, key=lambda k: ages[k], reverse=True))
print({v: k for k, v in ages.items()}, [f"{k}={v}" for k, v in ages.items()])

# prints:
# [('Ada', 36), ('Cy', 36), ('Bob', 7)]
# Ada 7 79 ['Ada', 'Cy', 'Bob']
# {36: 'Cy', 7: 'Bob'} ['Ada=36', 'Bob=7', 'Cy=36']
