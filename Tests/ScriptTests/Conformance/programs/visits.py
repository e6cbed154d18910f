volumes = {"2019-03-01": 4.21, "2020-02-20": 4.05, "2022-11-02": 3.7}
def years(date):
    year, month, day = (int(part) for part in date.split("-"))
    return year + (month - 1) / 12 + (day - 1) / 365.25

before = None
for date, volume in sorted(volumes.items()):
    if before is None:
        print(f"{date}  {volume:6.2f} mL")
    else:
        change = 100 * (volume - before[1]) / before[1]
        per_year = change / (years(date) - years(before[0]))
        print(f"{date}  {volume:6.2f} mL  {change:+6.2f} %  {per_year:+.3f} % a year")
    before = date, volume

# prints:
# 2019-03-01    4.21 mL
# 2020-02-20    4.05 mL   -3.80 %  -3.923 % a year
# 2022-11-02    3.70 mL   -8.64 %  -3.200 % a year
