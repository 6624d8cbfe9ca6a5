# A loop in a callee, compiled for the frames below it: the caller's trace jumps there, and what follows its return is a bridge that goes
# on with the caller's next iteration. Nothing is left to the interpreter.
# options: -X jit-bridge-threshold=60
# jit: loops >= 2, aborts 0, exits <= 300


def inner(n):
    total = 0
    for i in range(n):
        total += i
    return total


def run(n):
    total = 0
    k = 0
    while k < n:
        total += inner(10)
        total ^= k
        k += 1
    return total


print(run(6000))
