if 1:
    if 1:
        if 1:
            for i in range(2):
                while True:
                    if i:
                        print("deep", i)
                    break

# prints:
# deep 1
