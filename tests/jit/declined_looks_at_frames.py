# A call of something that looks at frames.
# jit: LooksAtFrames >= 1, loops 0


def run(n):
    total = 0
    for i in range(n):
        total += len(locals())
    return total


print(run(3000))
