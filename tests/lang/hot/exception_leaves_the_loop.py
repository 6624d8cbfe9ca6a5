def find(items, wanted):
    steps = 0
    try:
        for item in items:
            steps += 1
            if item == wanted:
                raise LookupError(steps)
            1 / (item - 500)
    except LookupError as error:
        return "found", error.args[0], item, steps
    except ZeroDivisionError:
        return "zero", item, steps
    return "none", steps


print(find(range(300), 250), find(range(1000), 700), find(range(100), -1), find([1.5, 2.5] * 80, None))
