# Appending to a list is a store; only growing calls. A list that is returned is made without a call.
# jit: aborts 0


def collect(n):
    out = []
    for i in range(n):  # jit: calls 0
        out.append(i * 2)
    return out


def pairs(n):
    out = []
    for i in range(n):  # jit: calls 0
        out.append([i, i & 3])
    return out


def halves(n):
    return [x * 0.5 for x in range(n)]  # jit: calls 0


print(sum(collect(5000)), len(pairs(5000)), sum(halves(5000)))
