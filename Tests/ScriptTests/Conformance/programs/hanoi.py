moves = []

def move(n, start, goal, spare):
    if n == 0:
        return
    move(n - 1, start, spare, goal)
    moves.append(start + goal)
    move(n - 1, spare, goal, start)

move(4, "A", "C", "B")
print(len(moves), " ".join(moves))

# prints:
# 15 AB AC BC AB CA CB AB AC BC BA CA BC AB AC BC
