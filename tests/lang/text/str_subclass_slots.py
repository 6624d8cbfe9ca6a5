# Subclasses of str may have __slots__: the words lie behind the text, whatever its length and kind.
import copy
import pickle


class Label(str):
    __slots__ = ("domain", "default")

    def __new__(cls, text, domain=None, default=None):
        self = str.__new__(cls, text)
        self.domain = domain
        if default is not None:
            self.default = default
        return self

    def __reduce__(self):
        return type(self), (str(self), self.domain, getattr(self, "default", None))


class Below(Label):
    __slots__ = ("extra",)


class WithDict(Below):
    pass


class DictFirst(str):
    pass


class SlotsAfterDict(DictFirst):
    __slots__ = ("late", "later")


class Weak(str):
    __slots__ = ("__weakref__", "x")


TEXTS = ["", "a", "abcdefg", "abcdefgh", "é" * 7, "蛇" * 5, "\U0001f40d" * 3, "x" * 1000]
for text in TEXTS:
    for cls in (Label, Below, WithDict):
        value = cls(text, ["d", len(text)], text * 2)
        if cls is not Label:
            value.extra = len(text)
        print(cls.__name__, value == text, hash(value) == hash(text), value.domain, len(value.default), getattr(value, "extra", None))
        value.domain = 3
        del value.default
        try:
            value.default
        except AttributeError as error:
            print(error)
        print(value.domain, len(value), value == text, str(value) is not value)
    late = SlotsAfterDict(text)
    late.late, late.later, late.free, late.other = 1, 2, 3, 4
    print(late.late, late.later, late.free, late.other, late.__dict__, late == text)

try:
    Label("a").nothing = 1
except AttributeError as error:
    print(error)
print(hasattr(Label("a"), "__dict__"), WithDict("a").__dict__, type(Label.domain).__name__)
label = Below("text", "d", "e")
for twin in (copy.copy(label), pickle.loads(pickle.dumps(label)), copy.deepcopy(label)):
    print(type(twin).__name__, twin, twin.domain, twin.default)


def total(labels):
    count = 0
    for each in labels:
        each.domain = each.domain + len(each)
        count += each.domain
    return count


print(total([Label("x" * i, i) for i in range(3000)]))
print({Label("k", 1): 1}["k"], Label("a") + "b", type(Label("a") + "b").__name__)
for base in (int, bytes, tuple):
    try:
        type("C", (base,), {"__slots__": ("a",)})
    except TypeError as error:
        print(error)
