# A slice whose length is always the same, because both ends are made of one number, is not built if nobody else gets it.
# jit: aborts 0


def lists(n):
    data = list(range(40))
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        k = i & 31
        part = data[k:k + 4]
        total += part[0] + part[3] + len(part)
    return total


def texts(n):
    data = bytes(range(64))
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        k = i & 31
        total += data[k] + len(data[k:k + 5])
    return total


def tuples(n):
    data = tuple(range(40))
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        k = i & 7
        first, second = data[k:k + 2]
        total += first * second
    return total


print(lists(3000), texts(3000), tuples(3000))
