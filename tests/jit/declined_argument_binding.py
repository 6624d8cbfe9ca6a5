# Arguments that need **keywords.
# jit: ArgumentBinding >= 1, loops 0


def collect(**keywords):
    return len(keywords)


def run(n):
    total = 0
    for i in range(n):
        total += collect(a=i, b=i)
    return total


print(run(3000))
