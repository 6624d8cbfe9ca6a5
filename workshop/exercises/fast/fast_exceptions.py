def hits(n):
    found, free = 0, [1, 2, 3]
    for i in range(n):
        try:
            free.index(i % 4)
            found += 1
        except ValueError:
            pass
    return found


print(hits(60000))
