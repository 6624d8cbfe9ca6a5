# Builtins that go over a generator: their loops are traced, and its body is inlined. No call runs it.
# options: -X jit-bridge-threshold=60
# jit: exits <= 5000


def run(n, values):
    total = 0
    for i in range(n):
        total += sum(x * i for x in values)
        total += any(x > 90 for x in values) + all(x < 90 for x in values)
        total += min(x ^ i for x in values) - max(x & i for x in values)
    return total


def collect(n, values):
    total = 0
    for i in range(n):
        total += len(list(x for x in values)) + len(tuple(x for x in values)) + len(set(x & 3 for x in values))
        total += sorted(-x for x in values)[0] + len(",".join(str(x) for x in values))
        total += min((x for x in values), key=lambda x: -x) + max((x for x in values), key=lambda x: -x)
        total += next((x for x in values if x > 3), -1) + next((x for x in values if x > 50), -1)
    return total


print(run(3000, list(range(10))), collect(2000, list(range(10))))
