"""Bound methods, native functions, defaults and keywords, called where the interpreter has short ways."""


class Counter:
    def __init__(self, start=0, step=1):
        self.count = start
        self.step = step

    def add(self, amount=None, *, twice=False):
        self.count += (self.step if amount is None else amount) * (2 if twice else 1)
        return self.count

    def fail(self, *args):
        raise ValueError(args)


def with_defaults(a, b=2, c=3):
    return a * 100 + b * 10 + c


def collect(a, *rest, **named):
    return a, rest, sorted(named.items())


def main():
    counter = Counter()
    operations = {"add": counter.add, "fail": counter.fail, "len": len, "append": [].append, "upper": str.upper}
    for i in range(50):
        operations["add"]()
        operations["add"](i)
        operations["add"](twice=True)
    print(counter.count, Counter(5).add(), Counter(5, 2).add(), Counter(step=4).add())
    bound = counter.add
    for _ in range(3):
        try:
            bound(1, 2)
        except TypeError as error:
            print("TypeError:", error)
        try:
            operations["fail"](1, 2)
        except ValueError as error:
            print("ValueError:", error)
        try:
            operations["len"](1)
        except TypeError as error:
            print("TypeError:", error)
        try:
            operations["upper"](5)
        except TypeError as error:
            print("TypeError:", error)
        try:
            with_defaults()
        except TypeError as error:
            print("TypeError:", error)
        try:
            with_defaults(1, 2, 3, 4)
        except TypeError as error:
            print("TypeError:", error)
    print(bound.__self__ is counter, operations["add"] == counter.add, operations["upper"]("abc"))
    print([with_defaults(i) for i in range(3)], with_defaults(1, 5), with_defaults(1, 5, 6), with_defaults(1, c=7))
    with_defaults.__defaults__ = (8,)
    try:
        with_defaults(1)
    except TypeError as error:
        print("TypeError:", error)
    print(with_defaults(1, 2))
    arguments = (1, 2, 3)
    print(collect(*arguments), collect(*arguments, x=1, **{"y": 2}), collect(*[counter.add for _ in range(2)])[1] != ())
    methods = [counter.add, "abc".upper, [3, 1].copy, {}.get, Counter, str]
    print([m() if m is not methods[3] else m(1) for m in methods if m is not Counter][1:])
    print(sum(map(counter.add, range(3))), max([1, 2], key=Counter(1).add))


main()
