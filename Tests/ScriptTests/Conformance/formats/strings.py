for spec in ["", "s", "10", "<10", ">10", "^10", ".2", "10.2", "*^7", "-<5s", "05"]:
    print("|" + format("abc", spec) + "|")

# prints:
# |abc|
# |abc|
# |abc       |
# |abc       |
# |       abc|
# |   abc    |
# |ab|
# |ab        |
# |**abc**|
# |abc--|
# |abc00|
