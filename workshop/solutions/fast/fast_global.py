count = 0


def tally(n):
    global count
    found = count
    for i in range(n):
        if i % 2:
            found += 1
    count = found
    return count


print(tally(60000), count)
