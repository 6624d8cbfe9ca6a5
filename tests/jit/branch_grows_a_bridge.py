# Both sides of an unpredictable branch are compiled: one loop, one bridge at least.
# jit: loops 1, aborts 0


def run(n):
    odd = even = 0
    state = 12345
    for i in range(n):  # jit: allocations 0, calls 0
        state = (state * 1103515245 + 12345) % 2147483648
        if state // 65536 % 2 == 0:
            even += 1
        else:
            odd += 1
    return even, odd


print(run(100000))
