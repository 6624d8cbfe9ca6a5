# isinstance, issubclass, type, callable, ord, chr and comparisons of characters in traces: what changes under them.
import abc


class A:
    pass


class B(A):
    pass


class Other:
    pass


class Liar:
    @property
    def __class__(self):
        return A


class Hooked(type):
    def __instancecheck__(cls, o):
        return o == 3

    def __subclasscheck__(cls, c):
        return c is int


class WithHook(metaclass=Hooked):
    pass


class Virtual(abc.ABC):
    pass


class Getattribute:
    def __getattribute__(self, name):
        return B if name == "__class__" else object.__getattribute__(self, name)


def kinds(values, n):
    counts = {}
    for i in range(n):
        v = values[i % len(values)]
        if isinstance(v, bool):
            k = "bool"
        elif isinstance(v, (int, float)):
            k = "number"
        elif isinstance(v, str):
            k = "str"
        elif isinstance(v, (list, (tuple, dict))):
            k = "container"
        elif isinstance(v, A):
            k = "A"
        else:
            k = "other"
        counts[k] = counts.get(k, 0) + 1
    return counts


print(kinds([1, True, 2.5, "s", [], (), {}, A(), B(), Other(), Liar(), Getattribute(), None, int, 10**30], 600))
print(kinds([1], 100), kinds([Liar()], 100), kinds([Other()], 100))


def changes_its_class(n):
    o, seen = A(), 0
    for i in range(n):
        if i == n // 2:
            o.__class__ = Other
        seen += isinstance(o, A)
    return seen


def bases_change(n):
    class Base:
        pass

    class Derived(Base):
        pass

    class Elsewhere:
        pass

    o, seen = Derived(), []
    for i in range(n):
        if i == n // 2:
            Derived.__bases__ = (Elsewhere,)
        if i % (n // 4) == 0:
            seen.append((isinstance(o, Base), isinstance(o, Elsewhere), issubclass(Derived, Base)))
    return seen


def hooked(n):
    seen = 0
    for i in range(n):
        seen += isinstance(i & 3, WithHook) + 10 * issubclass(int, WithHook) + 100 * issubclass(str, WithHook)
    return seen


def registered_late(n):
    seen = 0
    for i in range(n):
        if i == n // 2:
            Virtual.register(Other)
        seen += isinstance(Other(), Virtual)
    return seen


def wrong_operands(n):
    for i in range(n):
        try:
            isinstance(i, (str, 5)) if i == n - 1 else isinstance(i, (int, 5))
        except TypeError as error:
            return i, str(error)


def of_types(n):
    seen = [0] * 5
    for i in range(n):
        v = (1, "a", A(), B)[i & 3]
        seen[0] += type(v) is int
        seen[1] += type(v) is type
        seen[2] += callable(v)
        seen[3] += bool(v)
        seen[4] += issubclass(type(v), A)
    return seen


def call_added_late(n):
    class Quiet:
        pass

    o, seen = Quiet(), 0
    for i in range(n):
        if i == n // 2:
            Quiet.__call__ = lambda self: 1
        seen += callable(o)
    return seen


print(changes_its_class(200), bases_change(200), hooked(200), registered_late(200))
print(wrong_operands(200), of_types(400), call_added_late(200))

# --- characters --------------------------------------------------------------------------------------

TEXTS = ["plain", "cafe\u0301", "\u00e9t\u00e9", "\u4e2d\u6587\u5b57", "\U0001f600!", "", "a"]


class S(str):
    def __eq__(self, other):
        return "S.__eq__"

    __hash__ = str.__hash__


def characters(n):
    total = 0
    for i in range(n):
        text = TEXTS[i % len(TEXTS)]
        for k in range(len(text)):
            c = text[k]
            total += ord(c) + (c == "a") * 3 + (c != "\u00e9") * 5 + (c < "m") * 7 + (text[-1 - k] >= c) * 11
            if c == "\u4e2d":
                total += 1000
            if chr(ord(c) + 1) == "b":
                total += 100
    return total


def grown(n):
    text, total = "", 0
    for i in range(n):
        text += chr(97 + i % 26) if i % 50 else chr(0x100 + i)
        total += ord(text[i]) + (text[i] == "c")
    return total


def compared(n):
    answers = []
    pairs = [(a, b) for a in TEXTS for b in TEXTS]
    for i in range(n):
        a, b = pairs[i % len(pairs)]
        answers.append((a < b, a <= b, a == b, a != b, a > b, a >= b, a == "a", a != "a", a == ""))
    return [sum(column) for column in zip(*answers)]


def errors():
    seen = []
    for call in (lambda: ord("ab"), lambda: ord(""), lambda: ord(5), lambda: chr(-1), lambda: chr(0x110000),
                 lambda: chr(2**40), lambda: "abc"[3], lambda: "abc"[-4], lambda: "a" < 5):
        for _ in range(30):
            try:
                call()
            except Exception as error:
                text = f"{type(error).__name__}: {error}"
        seen.append(text)
    return seen


def mixed(n):
    seen = []
    for i in range(n):
        v = ["a", S("a"), 5, b"a", None][i % 5]
        seen.append(v == "a")
    return seen[:5], seen == seen[:5] * (n // 5)


print(characters(300), grown(1000), compared(500), errors(), mixed(200))
