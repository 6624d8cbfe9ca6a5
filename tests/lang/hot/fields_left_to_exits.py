# Numbers that a loop stores in attributes, cells and globals: whoever looks finds them, at every way out of the loop.
import sys


class Slots:
    __slots__ = ("x", "y")


class Plain:
    pass


def left_by_break(n):
    a, b = Slots(), Plain()
    a.x, a.y, b.total, b.last = 1, 2.5, 0, None
    for i in range(n):
        a.x = a.x + i
        a.y = a.y * 0.5 + i
        b.total += a.x & 7
        b.last = i * 3
        if i % 7 == 0:
            b.total += 1000
        if i == n - 2:
            break
    return a.x, a.y, b.total, b.last, sorted(b.__dict__.items())


def aliases(n):
    a, b = Slots(), Slots()
    a.x = b.x = 0
    objects = [a, b, a]
    for i in range(n):
        p, q = objects[i % 3], objects[(i * 5 + 1) % 3]
        p.x = p.x + i
        q.x = q.x * 2 & 0xFFFFF
        q.x = p.x + 1
        if i % 11 == 5:
            objects[i % 3] = a
    return a.x, b.x


def same_object_by_two_names(n):
    a = Slots()
    a.x = 0
    b = a
    total = 0
    for i in range(n):
        a.x = i
        b.x += 1
        total += a.x
    return total, a.x


def seen_by_callee(n):
    a = Plain()
    a.x = 0
    seen = []
    for i in range(n):
        a.x += 2
        if i % 100 == 3:
            seen.append(vars(a).copy())
    return seen[-2:]


def seen_by_handler(n):
    a = Slots()
    a.x = 0
    for i in range(n):
        a.x += 1
        try:
            if i % 50 == 49:
                raise ValueError(a.x)
            10 // (i % 60)
        except ValueError as error:
            a.x += error.args[0] & 1
        except ZeroDivisionError:
            a.x -= 3
    return a.x


def seen_in_frame(n):
    a = Plain()
    a.x = 0

    def look():
        return sys._getframe(1).f_locals["a"].x

    total = 0
    for i in range(n):
        a.x = i + 1000
        if i % 37 == 0:
            total += look()
    return total


def becomes_something_else(n):
    a = Slots()
    a.x = 0
    kinds = []
    for i in range(n):
        if i == n // 2:
            a.x = "text"
        elif i == n // 2 + 1:
            kinds.append(a.x)
            a.x = 1.5
        elif i == n - 3:
            a.x = 1 << 80
        a.x = a.x + 1 if not isinstance(a.x, str) else a.x
    return a.x, kinds


def closure(n):
    count = 0

    def step(by):
        nonlocal count
        count += by
        return count

    total = 0
    for i in range(n):
        total ^= step(i & 3)
    return total, count


counter = 0


def in_global(n):
    global counter
    for i in range(n):
        counter += i & 3
    return counter


def past_60_bits(n):
    a = Slots()
    a.x = (1 << 59) - n // 2
    for i in range(n):
        a.x += 1
        a.y = a.x * 4
    return a.x, a.y


def identity(n):
    a = Slots()
    a.x = 0.5
    same = 0
    for i in range(n):
        a.x = i * 0.25
        last = a.x
        same += a.x is last
    return same, a.x is last


class Watched:
    def __init__(self):
        self.log = []
        self.x = 0

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)
        if name == "x" and value % 500 == 0:
            self.log.append(value)


def watched(n):
    a = Watched()
    for i in range(n):
        a.x = i
    return a.x, a.log


for f in (left_by_break, aliases, same_object_by_two_names, seen_by_callee, seen_by_handler, seen_in_frame,
          becomes_something_else, closure, in_global, past_60_bits, identity, watched):
    for n in (3, 40, 3000):
        print(f.__name__, f(n))
