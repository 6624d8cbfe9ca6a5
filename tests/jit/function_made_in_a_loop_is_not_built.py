# A function that is made and only called in a loop is not built, nor is its closure.
# jit: aborts 0


def plain(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        double = lambda x: x + x
        total += double(i & 7)
    return total


print(plain(3000))
