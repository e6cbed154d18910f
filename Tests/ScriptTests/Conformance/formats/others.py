print(format(None, ""), format([1], ""), format(True), format(True, "d"), format(True, "5"), format(False, ".1f"))

# prints:
# None [1] True 1     1 0.0
