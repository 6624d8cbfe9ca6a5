# A loop in a generator, whose every iteration yields to C++; and one over a generator that is left by an exception, and is
# to be closed then.
# jit: Generator >= 1, LeavesGenerator >= 1, loops 0


def numbers(n):
    for i in range(n):
        yield i


print(sum(numbers(3000)))


def closed(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("closed")


def leave(times):
    log = []
    for _ in range(times):
        try:
            for value in closed(log):
                raise KeyError
        except KeyError:
            log.append("left")
    return log


print(leave(2000) == ["closed", "left"] * 2000)
