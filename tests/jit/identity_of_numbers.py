# `is` between numbers, which have no identity beyond their value, and between numbers and other objects.
# jit: loops 1, aborts 0

MISSING = object()


def run(n):
    total = 0
    values = [1.5, 7, None, 2**70, MISSING, 1j]
    for i in range(n):
        value = values[i % 6]
        if value is not MISSING and value is not None:
            total += 1
        other = i * 0.5
        same = other
        if same is other:
            total += 10
    return total


print(run(3000))
