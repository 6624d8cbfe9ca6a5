# A display with constant names that nobody else gets is not built, and its entries are found without a search; nor are
# the keywords that a function takes with ** and hands on. What a starred name takes is one call.
# jit: aborts 0


def names(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        row = {"id": i & 7, "amount": 3}
        total += row["id"] * row["amount"] + len(row)
    return total


def area(width, height, depth=1):
    return width * height + depth


def forward(*args, **kwargs):
    return area(*args, **kwargs)


def forwarded(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        total += forward(i & 7, 3, depth=2)
        total += forward(i & 3, height=2)
        total += forward(2, 3)
    return total


def united(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        base = {"a": i & 7, "b": 2}
        both = {**base, "c": 3, **{"b": 5}}
        total += both["a"] + both["b"] + both["c"] + len(both)
    return total


def starred(n):
    row = [1, 2, 3, 4]
    total = 0
    for i in range(n):  # jit: calls 1
        first, *rest, last = row
        total += first + len(rest) + last
    return total


print(names(3000), forwarded(3000), united(3000), starred(3000))
