# A loop around one that was given up: its recording goes round the inner one, more often than jit-unroll-limit.
# jit: InnerLoop >= 1, LooksAtFrames >= 1


def run(n, look):
    total = 0
    for i in range(n):
        for j in range(10):
            if look:
                total += len(locals())
            total += j
    return total


print(run(200, True))
print(run(3000, False))
