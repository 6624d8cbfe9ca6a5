# A compiled loop in a callee: the caller's trace is left for it, and what follows its return is compiled, too. The callee's frame is real,
# and nothing is left to the interpreter: as many exits as there are links.
# jit: loops 1, functions >= 1, bridges <= 2, aborts 0, exits <= 6500


def inner(n):
    total = 0
    for i in range(n):
        total += i
    return total


def run(n):
    total = 0
    k = 0
    while k < n:
        total += inner(10)
        total ^= k
        k += 1
    return total


print(run(3000))
