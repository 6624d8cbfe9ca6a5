# Both sides of an unpredictable branch are compiled: one loop, one bridge at least.
# jit: loops 1, aborts 0


def run(n):
    odd = even = 0
    state = 12345
    for i in range(n):  # jit: allocations 0, calls 0
        state = (state * 25173 + 13849) % 65536
        if state // 256 % 2 == 0:
            even += 1
        else:
            odd += 1
    return even, odd


print(run(100000))
