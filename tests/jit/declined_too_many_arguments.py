# A call with more arguments than a trace carries.
# jit: TooManyArguments >= 1, loops 0


def count(*arguments):
    return len(arguments)


def run(n):
    total = 0
    for i in range(n):
        total += count(
            i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i,
            i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i,
            i, i, i, i
        )
    return total


print(run(3000))
