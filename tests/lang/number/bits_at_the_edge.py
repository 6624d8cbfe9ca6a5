# The bits of ints at the edge of two digits: -2**60 has three.
def xor(a, b, n):
    out = []
    for i in range(n):
        a ^= b
        out.append(a)
    return out


def both(a, b, c, n):
    out = []
    for i in range(n):
        x = a & b
        y = x ^ c
        z = ~a
        w = a | b
        out.append((x, y, z, w, x + 1, y - 1, -z))
    return out


EDGE = 1 << 60
for a in (EDGE - 1, 1 - EDGE, 2 - EDGE, -EDGE, EDGE):
    for b in (-2, -1, 1, 2, 3, EDGE - 1, 1 - EDGE):
        print(xor(a, b, 12)[-2:], both(a, b, 1, 12)[-1])
