# Exits whose next instruction only the interpreter can execute, here `yield` to C++: a bridge from there would be empty. That is a decision,
# no failure of the bridge.
# jit: EmptyTrace >= 1


def sums(n):
    for i in range(n):
        total = 0
        for j in range(20):
            total += i ^ j
        yield total


print(sum(sums(2000)))
