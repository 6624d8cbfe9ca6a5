# Class attributes that are replaced again and again: counters, the last instance, a configuration that changes; read
# from the class, a subclass and instances, in loops that are compiled, while the attribute becomes something else.


class Counted:
    count = 0
    last = None

    def __init__(self, n):
        self.n = n
        Counted.count += 1
        Counted.last = self

    def seen(self):
        return self.count, Counted.count, type(self).count


class Special(Counted):
    pass


class Other(Counted):
    count = -1


def make(n):
    total = 0
    for i in range(n):
        one, two = Counted(i), Special(i)
        total += one.count + two.count + Special.count + Counted.count + Special.last.n
    return total, one.seen(), two.seen()


print(make(400), Other(1).seen(), Other.count)


def read(values, n):
    """What loops see of an attribute that changes while they run."""
    found = []
    instance, sub = Counted(0), Special(0)
    for value in values:
        Counted.last = value
        for i in range(n):
            a, b, c, d = Counted.last, Special.last, instance.last, sub.last
        found.append((type(a).__name__, a is value, b is a, c is a, d is c))
    return found


print(read(range(30), 40))
print(read([1, "two", 3.0, None, (4,), [5], {}, Counted, len], 40))
Counted.__init__ = lambda self, n: setattr(self, "n", n)


def becomes_property(n):
    """A number becomes a property, a method, and a number again."""
    seen = []
    instance = Counted(5)
    for i in range(n):
        Counted.last = i
        if i % 100 == 97:
            Counted.last = property(lambda self: self.n + 100)
        elif i % 100 == 98:
            Counted.last = lambda self: self.n + 200
        found, of_class = instance.last, Counted.last
        if i % 100 > 95:
            seen.append((found if type(found) is int else found(), type(of_class).__name__))
    return seen


print(becomes_property(400))


def methods(n):
    total = 0
    for i in range(n):
        if i % 50 == 0:
            Counted.last = lambda self, i=i: self.n + i
        total += Counted(i).last() + Special(i).last()
    return total


print(methods(300))


def shadows(n):
    seen = []
    Counted.last = 0
    for i in range(n):
        Counted.last = i
        if i == n // 2:
            Special.last = "own"
        if i == n // 2 + 20:
            del Special.last
        seen.append((Special.last, Special(0).last, Counted(0).last))
    del Counted.last
    try:
        Special(0).last
    except AttributeError as error:
        seen.append(str(error))
    Counted.last = 5
    return seen[:: n // 8], seen[-1], Special(0).last


print(shadows(400))


class Descriptor:
    pass


def becomes_descriptor(n):
    """The value's class gets __get__, and loses it."""
    seen = []
    value = Descriptor()
    for i in range(40):
        Counted.last = i
    Counted.last = value
    instance = Counted(0)
    for i in range(n):
        if i == n // 2:
            Descriptor.__get__ = lambda self, instance, owner: "got"
        if i == n // 2 + 50:
            del Descriptor.__get__
        seen.append(instance.last == "got")
        seen.append(Counted.last == "got")
    return seen.count(True)


print(becomes_descriptor(400))


class Meta(type):
    @property
    def last(cls):
        return "of the metaclass"


class WithMeta(Counted, metaclass=Meta):
    pass


print([WithMeta.last for i in range(40)][-1], [WithMeta(0).last == Counted.last for i in range(40)][-1])


class Many:
    pass


for i in range(60):
    for name in "abcdefghijklmnopqrstuvwxyz":
        setattr(Many, name, i)
print([getattr(Many, name) for name in "azbycx"], [getattr(Many(), name) for name in "azbycx"])


class Slotted:
    __slots__ = ()
    shared = 0

    def bump(self):
        type(self).shared += 1
        return self.shared


one = Slotted()
print([one.bump() for i in range(400)][-1], Slotted.shared)
