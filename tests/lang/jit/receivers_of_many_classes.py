# Places that see many classes: each is recorded with what it finds, and super() is a constant of the instance's class.


def family(n):
    classes = []
    for k in range(n):
        namespace = {"k": k}
        exec("class C:\n"
             "    size = k\n"
             "    def __init__(self):\n"
             "        self.own = k\n"
             "        if k % 3 == 1: self.before = 1\n"
             "    def area(self, x): return x + self.own\n"
             "    @property\n"
             "    def twice(self): return self.own * 2\n", namespace)
        classes.append(namespace["C"])
    return classes


def visit(objects, n):
    total = 0
    for i in range(n):
        o = objects[i % len(objects)]
        total = (total + o.area(i) * 3 + o.own + o.size + o.twice) & 0xFFFFFFF
        o.own = o.own + 1 & 15
    return total


for count in (1, 2, 3, 8, 20, 40):
    print(count, visit([c() for c in family(count)], 4000))


# --- a class changes under its place ------------------------------------------------------------------
def changing(n):
    classes = family(2)
    objects = [classes[0](), classes[1]()]
    total = 0
    for i in range(n):
        if i == n // 3:
            classes[0].area = lambda self, x: 100000
        if i == n // 2:
            objects[1].area = lambda x: 1000000
        if i == 2 * n // 3:
            objects[0].__class__ = classes[1]
        total += objects[i & 1].area(i)
    return total


print(changing(3000))


# --- super ---------------------------------------------------------------------------------------------
class Base:
    def __init__(self):
        self.steps = []
        self.count = 0

    def pay(self, rate=1):
        return rate

    @property
    def title(self):
        return "base"

    @classmethod
    def make(cls):
        return cls.__name__

    @staticmethod
    def static(x):
        return x + 1


class Left(Base):
    def pay(self, rate=2):
        return super().pay(rate) * 2

    @property
    def title(self):
        return "left " + super().title


class Right(Base):
    def pay(self, rate=3):
        self.count += 1
        return super().pay(rate) + 5

    @property
    def title(self):
        return "right " + super().title


class Both(Left, Right):
    def __init__(self):
        super().__init__()
        self.made = True

    def pay(self, rate=4):
        return super().pay(rate) + 100

    @classmethod
    def make(cls):
        return "both " + super().make()

    def static(self):
        return super().static(self.count)

    def missing(self):
        try:
            return super().nothing
        except AttributeError as error:
            return str(error)


class Listed(list):
    def append(self, x):
        super().append(x * 2)

    def __len__(self):
        return super().__len__() + 1


def pays(n):
    people = [Both(), Left(), Right(), Base()]
    total = 0
    for i in range(n):
        total += people[i & 3].pay(i & 15)
        if i == n // 2:
            Right.pay = lambda self, rate=0: 7
    return total, [p.title for p in people], [p.count for p in people]


def others(n):
    both, items, seen = Both(), Listed(), set()
    for i in range(n):
        items.append(i)
        seen.add((both.make(), both.static() - both.count, both.missing(), len(items) - i))
        made = Both()
    return seen, items[-1], made.made


class Base2(Base):
    def pay(self, rate=1):
        return 1000


def bases_change(n):
    class Top(Left):
        def pay(self, rate=0):
            return super().pay(rate)

    o, total = Top(), 0
    for i in range(n):
        if i == n // 2:
            Top.__bases__ = (Base2,)
        total += o.pay(i & 3)
    return total


def cell_changes(n):
    class Odd(Base):
        def pay(self, rate=0):
            return super().pay(rate)

        def set_class(self, cls):
            nonlocal_class = __class__
            return nonlocal_class

    o, total = Odd(), 0
    other = type("Other", (), {})()
    for i in range(n):
        try:
            total += Odd.pay(o if i % 7 else other, 5)
        except TypeError as error:
            total += len(str(error))
    return total


print(pays(2000), others(500), bases_change(600), cell_changes(700))


# --- native methods ------------------------------------------------------------------------------------
class Text(str):
    def upper(self):
        return "Text.upper"


def texts(n):
    total, seen = 0, set()
    for i in range(n):
        word = ("abc", "\u00e9t\u00e9", "a b c", "")[i & 3]
        total += len(word.upper()) + word.find("b") + word.count("c") + len(word.split()) + word.startswith("a")
        seen.add(word.replace("b", "B").strip().center(7, "*"))
        seen.add(str.upper(word) + word.encode().decode())
        seen.add(Text(word).upper() + (255).to_bytes(2, "big").hex() + str((2.5).is_integer()) + str((5).bit_length()))
        seen.add(word.join(["x", "y"]) + "".join((word, word)))
    return total, sorted(seen)


def errors(n):
    seen = set()
    for i in range(n):
        for call in (lambda: "a".find(5), lambda: "a".center("x"), lambda: "a".index("b"), lambda: str.upper(5),
                     lambda: "a".upper(1), lambda: (1).bit_length(2), lambda: [].pop(), lambda: {}.popitem(),
                     lambda: "a".join([1]), lambda: "a".encode("nothing"), lambda: ord(), lambda: len(5)):
            try:
                call()
            except Exception as error:
                seen.add(f"{type(error).__name__}: {error}")
    return sorted(seen)


def changes_while_called(n):
    class Key:
        def __init__(self, k):
            self.k = k

        def __lt__(self, other):
            log.append(self.k)
            return self.k < other.k

    log, total = [], 0
    for i in range(n):
        keys = [Key(3), Key(1), Key(2)]
        keys.sort()
        total += keys[0].k + keys.index(keys[1]) + max(keys, key=lambda k: k.k).k
        log.clear()
    return total


print(texts(400), errors(40), changes_while_called(100))
