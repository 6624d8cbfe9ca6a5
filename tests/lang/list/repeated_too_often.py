# A list that is repeated so often that the number of items wraps round in a machine word: MemoryError, in a trace too.
def times(n):
    errors = 0
    for i in range(n):
        try:
            items = [i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] * 1085102592571150096
        except MemoryError:
            errors += 1
        else:
            return len(items)
    return errors


print(times(3000))
