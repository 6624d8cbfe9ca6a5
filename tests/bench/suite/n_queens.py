"""All ways to place queens: recursion with sets, and with a generator of permutations."""


def count_by_sets(size, row, columns, rising, falling):
    if row == size:
        return 1
    count = 0
    for column in range(size):
        if column not in columns and row + column not in rising and row - column not in falling:
            columns.add(column)
            rising.add(row + column)
            falling.add(row - column)
            count += count_by_sets(size, row + 1, columns, rising, falling)
            columns.remove(column)
            rising.remove(row + column)
            falling.remove(row - column)
    return count


def permutations(items):
    if not items:
        yield ()
        return
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (item,) + rest


def count_by_permutations(size):
    rows = range(size)
    return sum(
        1 for places in permutations(tuple(rows))
        if size == len({places[i] + i for i in rows}) == len({places[i] - i for i in rows})
    )


def run():
    return count_by_sets(7, 0, set(), set(), set()) * 1000 + count_by_permutations(6)
