count = 0


def tally(n):
    global count
    for i in range(n):
        if i % 2:
            count += 1
    return count


print(tally(60000), count)
