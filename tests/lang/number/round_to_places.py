# round(x, n): the decimal that is nearest to the exact value of x, halves to even; near every half and far from it.
# many allocations
import zlib


def numbers(n):
    """Pseudo-random floats of many sizes, and floats beside halves."""
    x, seen = 88172645463325252, []
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & (1 << 64) - 1
        seen.append((x >> 11) / (1 << 53) * 10.0 ** (x % 37 - 12))
        half = (x >> 40) / 2 / 10 ** (i % 12)
        seen += [half, half + half * 2.0**-53, half - half * 2.0**-52, -half]
    return seen


values = numbers(3000) + [0.0, -0.0, 5e-324, 1.7e308, 2.0**52 - 0.5, 2.0**51 + 0.25, 0.5, 1.5, 2.5, 2.675, 1.005, -0.04]
for places in (-20, -3, -1, 0, 1, 2, 3, 5, 8, 12, 15, 17, 20, 22, 23, 30, 400):
    rounded = [round(v, places) for v in values]
    print(places, zlib.crc32(repr(rounded).encode()), rounded[-12:])
