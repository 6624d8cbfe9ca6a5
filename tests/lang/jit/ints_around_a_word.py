# Ints between 60 and 128 bits: in loops (boxes that are never looked at), and by every operator at every edge.
import zlib

M32, M63, M64 = 0xFFFFFFFF, (1 << 63) - 1, (1 << 64) - 1
EDGES = sorted({s * (1 << b) + d for b in (29, 30, 59, 60, 61, 62, 63, 64, 65, 89, 90, 119, 120, 121, 125, 126, 127, 128,
                                           150) for d in (-1, 0, 1) for s in (-1, 1)} | {0, 1, -1, 7, -7})


def linear31(n):
    x = 12345
    for _ in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
    return x


def linear64(n):
    x = 1
    for _ in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & M64
    return x


def fnv(n):
    h = 14695981039346656037
    for i in range(n):
        h = ((h ^ (i & 255)) * 1099511628211) & M64
    return h


def xorshift(n):
    x = 88172645463325252
    for _ in range(n):
        x ^= x << 13 & M64
        x ^= x >> 7
        x ^= x << 17 & M64
    return x


def mixed(n):
    a, b, total = 1, -1, 0
    for i in range(n):
        a = (a * 2862933555777941757 + i) & M63
        b = (b * 48271 - a) | 1
        b = b & M32 if b > 0 else -(-b & M32)
        total ^= (a * 3 + b) >> 5
        total ^= (i * 123456789123 - b * 987654321) & M32
        total = total & M63
    return a, b, total


def negative(n):
    x, seen = -12345, 0
    for i in range(n):
        x = -((x * 1103515245 - i) & 0x7FFFFFFF)
        seen += (x * 99999999977) >> 40
        seen ^= x * 88888888897 | 5
        seen &= M63
    return x, seen


def across(n):
    """Products and sums that pass each limit on the way."""
    seen = []
    for start in (1 << 29, (1 << 31) - 5, (1 << 32) + 3):
        x = start
        for i in range(n):
            y = x * 1234567891 + 17
            z = y - x * 987654321
            w = (y ^ z) & M63
            x += (w & 1023) * 7919
            if i % (n // 3) == 0:
                seen.append((x, y, z, w))
    return seen


def wide_compared(n):
    count = 0
    for i in range(n):
        y = i * 3000000000000000019
        if y > 1 << 62:
            count += 1
        if y == 3 * 3000000000000000019:
            count += 1000
    return count


print(linear31(5000), linear64(3000), fnv(3000), xorshift(2000))
print(mixed(3000), negative(3000))
print(across(600))
print(wide_compared(2000))

for name, operation in [("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("*", lambda a, b: a * b),
                        ("//", lambda a, b: a // b if b else None), ("%", lambda a, b: a % b if b else None),
                        ("divmod", lambda a, b: divmod(a, b) if b else None), ("&", lambda a, b: a & b),
                        ("|", lambda a, b: a | b), ("^", lambda a, b: a ^ b), ("<", lambda a, b: a < b),
                        ("<<", lambda a, b: a << (b & 127)), (">>", lambda a, b: a >> (b & 255))]:
    results = [operation(a, b) for a in EDGES for b in EDGES]
    print(name, zlib.crc32(repr(results).encode()), [results[k] for k in range(0, len(results), 997)])
    print(name, all(type(r) in (int, bool, tuple, type(None)) for r in results), sum(map(str.__len__, map(str, results))))

print(sum([2**62, 2**62, 2**62, -5]), sum([M63, 1, 2]), sum([0.1] * 10), sum([1, 2.5]), sum([], 5), sum([1.5, 2], 1))
print(max([3, 1, 2]), min([3, 1, 2]), max([2.5, float("nan"), 3.5]), min([float("nan"), 1.0]), max([-0.0, 0.0]))
print(max([True, 2]), min([2**70, 5]), max([], default="none"), max(["a", "b"]), min([0.0, -0.0]))
