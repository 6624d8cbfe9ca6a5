# A loop in a generator, and one that makes generators.
# jit: Generator >= 2, loops 0


def numbers(n):
    for i in range(n):
        yield i


def run(n):
    for i in range(n):
        last = numbers(i)
    return last is not None


print(sum(numbers(3000)), run(3000))
