# A hot function of a few bytecodes. Decided once, and no failure.
# options: -X jit-function-threshold=100 -X jit-loop-threshold=1000000
# jit: TooShort 1, functions 0, aborts 0


def twice(x):
    return x * 2


def run(n):
    total = 0
    for i in range(n):
        total += twice(i)
    return total


print(run(3000))
