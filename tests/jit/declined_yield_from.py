# A loop around `yield from`.
# jit: YieldFrom >= 1, loops 0


def pairs(n):
    i = 0
    while i < n:
        yield from (i, i)
        i += 1


print(sum(pairs(3000)))
