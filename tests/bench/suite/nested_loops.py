"""Four nested loops over small ranges, with integer arithmetic and branches."""


def run():
    found = 0
    total = 0
    for a in range(1, 18):
        for b in range(a, 18):
            for c in range(b, 18):
                for d in range(c, 26):
                    total += a * d - b * c
                    if a * a + b * b + c * c == d * d:
                        found += 1
    return total * 100 + found
