# Lists that nobody else gets are not built: displays of numbers and objects, items changed, appended and popped, lengths,
# concatenations and repetitions of such lists, and slices as arguments. Nor are tuples for swapping, or returned and unpacked.
# jit: aborts 0


def one(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        cell = [i & 15]
        total += cell[0] + len(cell)
    return total


def changed(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        pair = [i & 7, 1.5]
        pair[0] = 2
        pair[-1] = i & 3
        total += pair[0] + pair[1]
    return total


def grown(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        values = []
        values.append(i & 7)
        values.append(3)
        total += values[0] + values.pop() + len(values)
    return total


def joined(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        row = [0] * 3 + [i & 7]
        total += row[3] + len(row)
    return total


def carried(n):
    last = [0, 0]
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        total += last[0] - last[1]
        last = [i & 31, i & 7]
    return total, last


def both(a, b):
    return b, a + b


def swapped(n):
    a, b = 0, 1
    for i in range(n):  # jit: allocations 0, calls 0
        a, b = both(a, b)
        if b > 1000000:
            a, b = 0, 1
    return a, b


print(swapped(50000))
print(one(3000), changed(3000), grown(3000), joined(3000), carried(3000))
