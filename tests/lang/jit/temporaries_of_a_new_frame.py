# The temporaries of a new frame hold whatever was there before. Recording looks at live registers only.
def deep(n, text):
    parts = [text + str(k) for k in range(n % 7)]
    return len(parts) + (deep(n - 1, text + "x") if n > 0 else 0)


def loops(n, values, pairs):
    total = 0
    for i in range(n):
        total += i
    for v in values:
        try:
            total += v % 7
        except TypeError:
            total -= 1
    for k, v in pairs.items():
        total += k * v
    return total


for round in range(60):
    deep(30, "abc")
    print(loops(round, [1, 2.0, None, "x" * round], {round: 2, 5: round}), end=" ")
    garbage = [[object() for _ in range(50)] for _ in range(200)]
print()
