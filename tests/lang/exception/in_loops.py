def parse(items):
    good, bad = [], 0
    for item in items:
        try:
            good.append(int(item))
        except ValueError:
            bad += 1
        except TypeError as error:
            bad += 100
    return good, bad


print(parse(["1", "x", "2", None, "3", ""] * 3))
total = 0
for i in range(200):
    try:
        if i % 3 == 0:
            raise KeyError(i)
        total += i
    except KeyError as error:
        total -= error.args[0]
    finally:
        total += 1
print(total)
