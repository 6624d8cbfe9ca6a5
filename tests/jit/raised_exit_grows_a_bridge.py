# A lookup that raises half of the time: both ways are in machine code.
# jit: aborts 0, exits <= 2000


def run(n):
    known = {0: 1, 2: 3}
    total = 0
    for i in range(n):
        try:
            total += known[i & 3]
        except KeyError:
            total -= 1
    return total


print(run(20000))
