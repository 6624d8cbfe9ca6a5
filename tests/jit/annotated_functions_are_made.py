# A function definition with annotations.
# jit: loops 1, aborts 0


def run(n):
    total = 0
    for i in range(n):

        def twice(x: int) -> int:
            return x * 2

        total += len(twice.__annotations__)
    return total


print(run(3000))
