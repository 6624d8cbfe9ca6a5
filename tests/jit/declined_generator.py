# A loop in a generator, whose every iteration yields to C++.
# jit: Generator >= 1, loops 0


def numbers(n):
    for i in range(n):
        yield i


print(sum(numbers(3000)))
