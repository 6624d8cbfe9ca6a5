# Independent branches: where their paths meet, bridges end and share what follows, so there are few of them.
# jit: joins >= 3, bridges <= 60, aborts 0


def inline(n):
    x = 12345
    total = 0
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        y = x >> 7 ^ x >> 3
        if y & 1:
            total += 1
        if y & 2:
            total += 2
        if y & 4:
            total += 3
        if y & 8:
            total += 4
        if y & 16:
            total += 5
        if y & 32:
            total += 6
        if y & 64:
            total += 7
        if y & 128:
            total += 8
    return total


print(inline(60000))
