def runs(xs):
    result = []
    for x in xs:
        if result and result[-1][0] == x:
            result[-1][1] += 1
        else:
            result.append([x, 1])
    return result

print(runs("aaabccdddd"))
print("".join(mark + str(n) if n > 1 else mark for mark, n in runs("aaabccdddd")))
print(runs([]), runs([0, 0, 1, True, 1.0, None, None]))

# prints:
# [['a', 3], ['b', 1], ['c', 2], ['d', 4]]
# a3bc2d4
# [] [[0, 2], [1, 3], [None, 2]]
