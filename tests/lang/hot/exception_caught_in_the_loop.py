def count(items):
    good = bad = 0
    for item in items:
        try:
            good += 10 // item
        except ZeroDivisionError:
            bad += 1
        except TypeError:
            bad += 1000
    return good, bad


print(count([1, 2, 0] * 50), count([0] * 100), count([5] * 100 + ["x"] + [0]))
