# A list display with items: a helper builds it, from registers that the trace does not show to it.
# jit: LongDisplay >= 1, loops 0


def run(n):
    total = 0
    for i in range(n):
        items = [i, i + 1]
        total += len(items)
    return total


print(run(3000))
