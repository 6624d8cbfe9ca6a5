# The same in a function that is inlined, with numbers of both kinds.
# jit: joins >= 3, bridges <= 80, aborts 0


def step(y, total, f):
    if y & 1:
        total += 1
    if y & 2:
        f += 2.5
    if y & 4:
        total += 3
    if y & 8:
        f -= 0.25
    if y & 16:
        total += 5
    if y & 32:
        f *= 0.5
    return total, f


def run(n):
    x = 12345
    total = 0
    f = 0.0
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        total, f = step(x >> 7 ^ x >> 3, total, f)
    return total, f


print(run(60000))
