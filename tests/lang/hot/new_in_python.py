# Classes with a __new__ of their own, called in loops that are compiled.
import abc
from collections import namedtuple


class Plain:
    def __new__(cls, x, y=2, *rest, **named):
        self = super().__new__(cls)
        self.sum = x + y + len(rest) + len(named)
        return self


class Initialised:
    def __new__(cls, *args, **kwargs):
        made = object.__new__(cls)
        made.log = ["new"]
        return made

    def __init__(self, a, b=5):
        self.log.append((a, b))


class Cached:
    made = {}

    def __new__(cls, key):
        if key in cls.made:
            return cls.made[key]
        self = cls.made[key] = super().__new__(cls)
        self.count = 0
        return self

    def __init__(self, key):
        self.count += 1


class Other:
    """What __new__ gives is no instance, or one of a class below."""

    def __new__(cls, x):
        if x % 3 == 0:
            return x
        if x % 3 == 1:
            return super().__new__(Below)
        return super().__new__(cls)


class Below(Other):
    def __init__(self, x):
        self.x = -x


class Pair(tuple):
    __slots__ = ()

    def __new__(cls, left, right):
        return tuple.__new__(cls, (left, right))

    left = property(lambda self: self[0])

    @property
    def right(self):
        return self[-1]


class WithDict(tuple):
    def __new__(cls, *items):
        self = super().__new__(cls, items)
        return self

    def __init__(self, *items):
        self.extra = len(items)


class Named(namedtuple("Named", "a b c", defaults=(7,))):
    def total(self):
        return self.a + self.b + self.c


class Refused:
    def __new__(cls, x):
        if x == 150:
            raise ValueError(x)
        return super().__new__(cls)


class BadInit:
    def __new__(cls, x):
        return super().__new__(cls)

    def __init__(self, x):
        if x == 170:
            return 3


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        ...

    @classmethod
    def unit(cls):
        return cls(1)


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side


class Meta(type):
    calls = 0

    def __call__(cls, *args):
        Meta.calls += 1
        return super().__call__(*args)


class OfMeta(metaclass=Meta):
    def __init__(self, x):
        self.x = x


def run(n):
    total = 0
    log = []
    for i in range(n):
        total += Plain(i).sum + Plain(i, 3).sum + Plain(i, 3, 4, 5).sum + Plain(y=1, x=i, z=3).sum
        made = Initialised(i, b=i & 1)
        total += len(made.log) + made.log[1][0] + made.log[1][1] + Initialised(i).log[1][1]
        total += Cached(i & 3).count
        other = Other(i)
        total += other if type(other) is int else (other.x if type(other) is Below else 100)
        pair = Pair(i, right=2)
        total += pair.left + pair.right + len(pair)
        x, y = pair
        total += x - y + (pair == (i, 2)) + hash(pair) % 3
        wide = WithDict(i, 2, 3)
        total += wide.extra + wide[0] + len(wide) + (wide[1:] == (2, 3))
        named = Named(i, b=2)
        total += named.a + named.b + named.c + named.total() + named._replace(a=3).a
        a, b, c = named
        total += a + b - c
        try:
            Refused(i)
        except ValueError as e:
            log.append(("refused", i, str(e)))
        try:
            BadInit(i)
        except TypeError as e:
            log.append((i, str(e)))
        try:
            Pair(i)
        except TypeError as e:
            if i == n - 1:
                log.append(str(e))
        try:
            Shape()
        except TypeError as e:
            if i == n - 1:
                log.append(str(e))
        total += Square(i).area() + Square.unit().side + OfMeta(i).x
        try:
            pair[2]
        except IndexError as e:
            if i == n - 1:
                log.append(str(e))
    print(total, log, Meta.calls)


run(300)


def changing(n):
    """The class changes while the loop runs."""

    class Late:
        def __new__(cls, x):
            return object.__new__(cls)

    class Tuple(tuple):
        def __new__(cls, *items):
            return tuple.__new__(cls, items)

    seen = []
    for i in range(n):
        late = Late(i)
        item = Tuple(i, 2)
        seen.append((getattr(late, "x", None), item[0], len(item), *item))
        if i == 60:
            Late.__init__ = lambda self, x: setattr(self, "x", x)
        if i == 80:
            Late.__new__ = lambda cls, x: object.__new__(cls)
        if i == 90:
            Tuple.__getitem__ = lambda self, k: "item"
        if i == 100:
            Tuple.__len__ = lambda self: 9
        if i == 110:
            Tuple.__iter__ = lambda self: iter("ab")
        if i == 120:
            del Tuple.__getitem__, Tuple.__len__
    print(seen[::7], seen[-1])


changing(140)

ended = []


class Ending:
    def __new__(cls, k):
        self = super().__new__(cls)
        self.k = k
        return self


def gets_finalizer(n):
    for i in range(n):
        Ending(i)
        if i == 100:
            Ending.__del__ = lambda self: ended.append(self.k)


gets_finalizer(200)
import gc

gc.collect()
print(len(ended) > 50)


def unpacked(n):
    rows = [[1, 2, 3], (4, 5, 6), Pair(7, 8) + (9,), [1.5, 2.5, 3.5], ["a", "b", "c"], [1, "x", 2.0]]
    out = []
    for i in range(n):
        a, b, c = rows[i % 6]
        (d, e), [f, (g, h)] = (a, b), [c, [i, a]]
        out.append((a, b, c, d, e, f, g, h))
        if i % 6 == 5:
            rows[0] = [i, i, i] if i < 60 else [i] * (i % 5)
        if i > 60:
            try:
                a, b, c = rows[0]
            except ValueError as problem:
                out.append(str(problem))
            else:
                out.append((a, b, c))
            rows[0] = [1, 2, 3]
    print(out[::13], out[-1])


unpacked(90)
