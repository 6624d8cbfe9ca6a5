# A new function or bound native method each time is no reason for more code: a trace relies on what they have in common.
# jit: aborts 0, bridges <= 6


def fill(n):
    out = []
    append = out.append
    for i in range(n):
        append(i)
    return len(out)


def made(n):
    total = 0
    for i in range(n):
        twice = lambda x: x * 2
        total += twice(i)
    return total


print(sum(fill(700) for _ in range(300)), made(20000))
