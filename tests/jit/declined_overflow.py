# A product of more than 64 bits.
# jit: Overflow >= 1, loops 0


def run(n, a, b):
    total = 0
    for i in range(n):
        total += a * b > 5
    return total


print(run(3000, 2**50, 2**51 + 1))
