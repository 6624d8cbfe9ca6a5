def hits(n):
    found = 0
    for i in range(n):
        try:
            if i % 4 == 0:
                raise ValueError
            found += 1
        except ValueError:
            pass
    return found


print(hits(60000))
