def hits(n):
    found = 0
    for i in range(n):
        if i % 4 != 0:
            found += 1
    return found


print(hits(60000))
