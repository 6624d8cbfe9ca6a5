# An AttributeError that a getter written in Python raised says which attribute of what was read, in hot loops too.
class Hook:
    def __getattr__(self, name):
        raise AttributeError(23)


class Named:
    def __getattr__(self, name):
        raise AttributeError("own", name="other", obj=3)


class WithProperty:
    @property
    def p(self):
        raise AttributeError("p")


class Descriptor:
    def __get__(self, o, cls):
        raise AttributeError("descriptor")


class WithDescriptor:
    d = Descriptor()


class Meta(type):
    @property
    def p(cls):
        raise AttributeError("meta")


class OfMeta(metaclass=Meta):
    pass


class Reads:
    def __init__(self):
        self.inner = Hook()

    @property
    def outer(self):
        return self.inner.missing


def raise_without_attribute():
    raise AttributeError("none")


def call_in_attribute():
    Hook().__class__
    raise_without_attribute()


def again():
    try:
        WithProperty().p
    except AttributeError:
        raise


CASES = {
    "hook": lambda: Hook().missing,
    "hook of a method": lambda: Hook().missing(),
    "named": lambda: Named().missing,
    "property": lambda: WithProperty().p,
    "descriptor": lambda: WithDescriptor().d,
    "of a class": lambda: OfMeta.p,
    "nested": lambda: Reads().outer,
    "getattr of a hook": lambda: getattr(Hook(), "missing"),
    "getattr of a property": lambda: getattr(WithProperty(), "p"),
    "none": raise_without_attribute,
    "call": call_in_attribute,
    "again": again,
}


def caught(read, times):
    seen = []
    for _ in range(times):
        try:
            read()
        except AttributeError as error:
            found = error.name, type(error.obj).__name__, error.args
            if found not in seen:
                seen.append(found)
    return seen


for times in (1, 5, 700):
    for name, read in CASES.items():
        print(times, name, caught(read, times))
