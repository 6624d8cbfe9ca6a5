"""`for a, b in` over zip, enumerate and a dict's items: what is left in the variables, and errors in the middle."""


class Stops:
    def __init__(self, count, error=StopIteration):
        self.count = count
        self.error = error

    def __iter__(self):
        return self

    def __next__(self):
        self.count -= 1
        if self.count < 0:
            raise self.error
        return self.count


def numbers(count):
    for i in range(count):
        yield i
    return "done"


def main():
    a = b = c = "untouched"
    for a, b in zip([], [1]):
        pass
    print(a, b)
    for a, b in zip([1, 2, 3], [4, 5]):
        pass
    print(a, b)
    for a, b, c in zip([1, 2, 3], "xyz", numbers(2)):
        pass
    print(a, b, c)
    for i, (a, b) in enumerate(zip("ab", "cd"), 5):
        print(i, a, b)
    for i, a in enumerate([7, 8], 2 ** 63 - 2):
        print(i, a)
    for i, a in enumerate(Stops(2)):
        print(i, a)
    try:
        for a, b in zip([1, 2, 3], [4, 5], strict=True):
            print(a, b)
    except ValueError as error:
        print("ValueError:", error, a, b)
    try:
        for a, b in zip([1, 2, 3], Stops(1, KeyError("inside"))):
            print(a, b)
    except KeyError as error:
        print("KeyError:", error, a, b)
    for a, b in {"k": 1, "l": [2]}.items():
        print(a, b)
    d = {1: 2, 3: 4}
    try:
        for a, b in d.items():
            d[a + 10] = b
    except RuntimeError as error:
        print("RuntimeError:", error, a, b)
    try:
        for a, b, c in {1: 2}.items():
            pass
    except ValueError as error:
        print("ValueError:", error)
    try:
        for a, b in zip([1], [2], [3]):
            pass
    except ValueError as error:
        print("ValueError:", error)
    try:
        for a, b in enumerate(5):
            pass
    except TypeError as error:
        print("TypeError:", error)
    for pair in zip("ab", "cd"):
        a, b = pair
        print(pair, a, b)
    pairs = [pair for pair in enumerate("xy")]
    for a, *b in zip("ab", "cd", "ef"):
        print(a, b)
    print(pairs, [x + y for x, y in zip([1, 2], [3, 4])], {k: v for k, v in {"a": 1}.items()})
    print([(i, x, y) for i, (x, y) in enumerate(zip("ab", "cd"))], sum(x * y for x, y in zip(range(5), range(5))))
    kept = []
    for a, b in zip([[1], [2]], [[3], [4]]):
        kept.append(a)
        kept.append(b)
    print(kept)
    for a, b in [[1, 2], (3, 4), "56", {7: 0, 8: 0}]:
        print(a, b)
    for o in zip(*[iter(range(6))] * 3):
        x, y, z = o
        print(o, x, y, z)


for _ in range(2):
    main()
