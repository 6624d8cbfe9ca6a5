# Tuples are sorted by their first items that differ: ints, floats and texts, and others among them.
from functools import total_ordering

nan = float("nan")


@total_ordering
class Odd:
    asked = 0

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        Odd.asked += 1
        return self.value == getattr(other, "value", other)

    def __lt__(self, other):
        Odd.asked += 1
        return self.value < getattr(other, "value", other)

    def __repr__(self):
        return "Odd(%r)" % self.value


class Loud(int):
    def __lt__(self, other):
        print("lt", int(self), int(other))
        return int(self) < int(other)

    def __eq__(self, other):
        print("eq", int(self), int(other))
        return int(self) == int(other)


values = [
    [(i * 7919 % 13, str(i * 31 % 7), i * 0.5 % 3) for i in range(40)],
    [(1, 2), (1,), (), (0, 5), (1, 2, 3), (1, 2)],
    [(2**70, 1), (5, 1), (2**70, 0), (-(2**70), 3), (5, 0)],
    [(1.5, "b"), (1, "a"), (True, "c"), (1.0, "d"), (0, ""), (-0.0, "z")],
    [(nan, 1), (1.0, 2), (nan, 0), (0.5, 3)],
    [(x, 1) for x in (nan, nan)] + [(nan, 0)],
    [("a\u1234", 1), ("a", 2), ("ab", 0), ("\U00012345", 1), ("", 9)],
    [(Odd(3), 1), (Odd(1), 2), (2, 3), (Odd(2), 1)],
    [((1, 2), 3), ((1,), 4), ((1, 2), 2), ((), 9)],
    [(Loud(2), 1), (Loud(1), 2), (Loud(2), 0)],
]
for rows in values:
    print(sorted(rows), sorted(rows, reverse=True), min(rows), max(rows))
print(Odd.asked)
for rows in ([(1, "a"), (1, 2)], [(None, 1), (None, 0), (3, 1)], [(1j, 1), (1j, 0), (2j, 1)]):
    try:
        print(sorted(rows))
    except TypeError as error:
        print(error)
pairs = [(i % 3, object()) for i in range(2)] + [(5, "x")]
print([first for first, _ in sorted(pairs)])
