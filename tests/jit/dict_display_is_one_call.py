# A display with constant names is one call, and its entries are found without a search. What a starred name takes is one call.
# jit: aborts 0


def names(n):
    total = 0
    for i in range(n):  # jit: calls 1
        row = {"id": i & 7, "amount": 3}
        total += row["id"] * row["amount"]
    return total


def starred(n):
    row = [1, 2, 3, 4]
    total = 0
    for i in range(n):  # jit: calls 1
        first, *rest, last = row
        total += first + len(rest) + last
    return total


print(names(3000), starred(3000))
