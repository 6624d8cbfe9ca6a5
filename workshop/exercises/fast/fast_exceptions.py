def hits(n):
    found = 0
    for i in range(n):
        try:
            if i % 4 == 0:
                raise ValueError(f"{i} is a multiple of four")
            found += 1
        except ValueError:
            pass
    return found


print(hits(60000))
