"""Attributes, methods and stores at places that see many classes; __slots__ by their words; classes that change."""


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


class Child(Slotted):
    __slots__ = ("z", "__dict__")


class Grandchild(Child):
    pass


def sum_of(o):
    return o.x + getattr(o, "z", 0)


def slots():
    total = 0
    for i in range(200):
        for cls in (Slotted, Child, Grandchild):
            o = cls(i)
            if cls is not Slotted:
                o.z = 2
                o.free = 3
                total += o.free
            o.x += 1
            total += sum_of(o)
    print(total)
    o = Slotted(1)
    for attempt in range(60):
        try:
            o.y
        except AttributeError as error:
            if attempt == 59:
                print("AttributeError:", error)
    for i in range(60):
        o.y = i
        del o.y
        try:
            del o.y
        except AttributeError as error:
            if i == 59:
                print("AttributeError:", error)
    try:
        o.w = 1
    except AttributeError as error:
        print("AttributeError:", error)
    # the descriptor of one class on an instance of another
    try:
        print(Slotted.x.__get__(object()))
    except TypeError as error:
        print("TypeError:", error)


def made(number):
    class Made:
        shared = number

        def __init__(self):
            self.value = number
            if number % 3 == 0:
                self.extra = 1

        def method(self):
            return self.value * 2

        @property
        def prop(self):
            return self.value + 1

    Made.__name__ = "Made%d" % number
    return Made


def read(o):
    return o.value + o.shared + o.prop + o.method()


def write(o, value):
    o.value = value
    o.fresh = value


def many():
    classes = [made(i) for i in range(40)]
    objects = [cls() for cls in classes]
    total = 0
    for _ in range(30):
        for o in objects:
            total += read(o)
    print(total)
    for k in range(3):
        for o in objects:
            write(o, k)
    print(sum(read(o) + o.fresh for o in objects))
    # what was found before changes: on the class, on the instance, in the instance's dict
    classes[5].method = lambda self: 1000
    classes[6].shared = 5000
    classes[7].prop = property(lambda self: 70000)
    objects[8].method = lambda: 800000
    objects[9].shared = 9000000
    objects[10].__dict__["value"] = 10
    del objects[11].fresh
    objects[12].__class__ = classes[13]
    for _ in range(3):
        print([read(o) for o in objects[5:14]])
    for o in objects:
        try:
            o.missing
        except AttributeError as error:
            if o is objects[3]:
                print("AttributeError:", error)
    classes[3].missing = "found"
    print(objects[3].missing, getattr(objects[4], "missing", None))


class Hooked:
    def __getattr__(self, name):
        return "hook " + name


def kinds(o):
    return o.real if isinstance(o, (int, float, complex)) else o.name


class Named:
    name = "named"


def other_objects():
    out = []
    for _ in range(20):
        for o in (1, 2.5, 3j, True, Named, Named(), Hooked(), sum):
            if o is sum:
                out.append(o.__name__)
            else:
                out.append(kinds(o))
    print(out[:8], out == out[:8] * 20)


slots()
many()
other_objects()
