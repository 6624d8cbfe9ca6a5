# sorted() by keys of all kinds, reduce() and map() in builtins, in loops that are compiled.
import functools
import operator
import traceback

nan = float("nan")


class Item(tuple):
    def __lt__(self, other):
        return self[0] > other[0]


class Odd:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return NotImplemented if other.n == 5 else self.n < other.n

    def __gt__(self, other):
        return self.n > other.n

    def __eq__(self, other):
        return self.n == other.n

    def __repr__(self):
        return "Odd(%d)" % self.n


def run(n):
    words = ["pear", "fig", "apple", "kiwi", "date"]
    rows = [(3, "c", 1.5), (1, "b", 2.5), (3, "a", 0.5), (1, "b", -2.5), (2,), (), (3, "c")]
    out = []
    for i in range(n):
        out.append((sorted(words, key=lambda w: len(w)), sorted(words, key=lambda w: len(w) * 0.5),
                    sorted(words, key=lambda w: w[-1]), sorted(words, key=lambda w: (len(w), w)),
                    sorted(range(6), key=lambda k: (k * 7 + i) % 4), sorted((), key=lambda k: k)))
        out.append((sorted(rows), sorted(rows, reverse=True), sorted(rows, key=lambda r: r[::-1] if len(r) == 3 else (1,))
                    if i < 0 else None))
        out.append(sorted([Item((1,)), Item((3,)), Item((2,))]))
        out.append(sorted([(Odd(3), 1), (Odd(5), 0), (Odd(3), 0), (Odd(1), 9)]))
        out.append(sorted([(1, nan), (0, 1), (1, 0.5), (True, 0), (1.0, -1)]))
        out.append(functools.reduce(lambda a, b: a * 3 + b, words and [i, 2, 3]))
        out.append(functools.reduce(lambda a, b: a + b, words, "<"))
        out.append(functools.reduce(lambda a, b: a + b, (x * i for x in (1, 2)), 0.5))
        out.append(functools.reduce(lambda a, b: a + b, range(i % 4), None) if i % 4 == 0 else 0)
        out.append(functools.reduce(operator.mul, [1, 2, i]))
        out.append((sum(map(lambda x: x * i, [1, 2, 3])), list(map(lambda x: -x, (1, 2))), any(map(lambda x: x > 2, [1, i])),
                    max(map(lambda x: x % 5, [4, 5, i])), tuple(map(lambda x: x, [])), sorted(map(lambda x: -x, [1, 3, 2])),
                    ",".join(map(lambda x: str(x), [i, 2]))))
    print(len(out), [out[k] for k in range(0, len(out), 97)])
    print(out[-11:])


run(120)


def tried(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e), [f.name for f in traceback.extract_tb(e.__traceback__)]


def fails(n):
    def bad(a, b=0):
        if a == 3 or b == 3:
            raise KeyError(a, b)
        return a + b

    seen = set()
    for i in range(n):
        for attempt in (lambda: functools.reduce(bad, [1, 1, 3]), lambda: functools.reduce(bad, []),
                        lambda: functools.reduce(bad, 5), lambda: functools.reduce(bad, [], i and 4),
                        lambda: sum(map(bad, [1, 2, 3, 4])), lambda: list(map(bad, [1, 2])),
                        lambda: sorted([(1, "a"), (1, 2)]), lambda: sorted([(1, 2), 3]), lambda: sorted([1, (1, 2)]),
                        lambda: sorted([3, 1, 2], key=bad), lambda: sum(map(bad, ["a"]))):
            answer = tried(attempt)
            seen.add(repr(answer))
    for text in sorted(seen):
        print(text)


fails(60)


class Numbers(list):
    def total(self):
        return sum(self)


class Words(dict):
    def upper_keys(self):
        return [k.upper() for k in self]


class Text(str):
    pass


def native_methods_of_subclasses(n):
    numbers = Numbers()
    words = Words()
    text = Text("abc")
    total = 0
    for i in range(n):
        numbers.append(i)
        numbers.extend([1, 2])
        numbers.insert(0, 3)
        total += numbers.pop() + numbers.count(1) + numbers.index(3) + len(numbers) + numbers.total()
        words.setdefault(i & 7, []).append(i)
        words.update(x=i)
        total += words.get("x", 0) + words.pop("x") + len(words)
        total += len(text.upper() + text.replace("a", "bb")) + text.find("c") + text.startswith("ab")
        if i == 100:
            Numbers.pop = lambda self: 1000
            Text.upper = lambda self: "longer than before"
    print(total, len(numbers), sorted(words))


native_methods_of_subclasses(150)


class Formatted(str):
    def __format__(self, spec):
        return "<%s>" % spec


class Number(int):
    def __format__(self, spec):
        return "n" + spec


def formats(n):
    lines = set()
    for i in range(n):
        word = ("ab", "\u20acx", "", Formatted("q"))[i % 4]
        lines.add(f"{word:>6}|{word:*^5}|{word:.1}|{word:<3}|{word!r:>8}")
        lines.add(f"{i % 3:04d}|{i % 3:x}|{i % 3:+,}|{-i % 3:>5}|{i % 3:.2f}|{i % 3:c}|{Number(3):>4}|{True:>5}|{True}")
        lines.add(f"{i % 3 * 0.5:.2f}|{i % 3 * -0.25:08.3f}|{1e10 * (i % 3):g}|{i % 2 * 0.5:%}|{2.0:}|{1.5:>6}")
        for value, spec in ((word, "d"), (i % 3, "s"), (0.5, "d"), (i % 3, "Q"), ("a", "=5"), (3, ".2"), ("x", ">999")):
            try:
                lines.add(format(value, spec))
            except (ValueError, MemoryError) as e:
                lines.add(str(e))
    for line in sorted(lines):
        print(line)


formats(60)
