# Displays of lists, sets, dicts, tuples and strings, of any length that is written by hand.
# jit: loops 1, aborts 0


def run(n):
    total = 0
    for i in range(n):
        one, two, three = [i], [i, 1], [1, i, i]
        more = [i, 1, 2, 3, 4.5, None, i]
        names = {"a": i, "b": 2, "c": i + 1}
        numbers = {i, i & 1, 7}
        wide = (i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, i)
        text = f"{i}-{i + 1}-{i + 2}-{total}"
        total += one[0] + two[0] + three[1] + len(more) + names["c"] + len(numbers) + wide[19] + len(text)
        total += len([0] * 4)
    return total


print(run(3000))
