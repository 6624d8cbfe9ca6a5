# A function's code, defaults and keyword-only defaults are replaced after loops that call it were compiled: plain
# functions, and those that are found on classes (methods, __init__, operators, properties, __next__, __call__).


def other(self=None, a=50, *, k=60):
    return "other", a, k


def set_code(f):
    f.__code__ = other.__code__


def set_defaults(f):
    f.__defaults__ = (70, 71)


def set_keyword_defaults(f):
    f.__kwdefaults__ = {"k": 80}


def plain():
    def f(self=None, a=1, *, k=2):
        return a, k

    return f, lambda: f(None)


def method():
    class C:
        def f(self, a=1, *, k=2):
            return a, k

    c = C()
    return C.f, lambda: c.f()


def inherited_method():
    class Base:
        def f(self, a=1, *, k=2):
            return a, k

    class Middle(Base):
        pass

    class C(Middle):
        def g(self):
            return self.f()

    c = C()
    return Base.f, lambda: c.g()


def init():
    class C:
        def __init__(self, a=1, *, k=2):
            self.a = a, k

    return C.__init__, lambda: attribute(C)


def attribute(C):
    try:
        return C().a
    except (TypeError, AttributeError) as e:
        return type(e).__name__


def getter():
    class C:
        @property
        def p(self, a=1, *, k=2):
            return a, k

    c = C()
    return C.p.fget, lambda: c.p


def setter():
    class C:
        def set(self, value, a=1, *, k=2):
            self.seen = a, k

        p = property(None, set)

    c = C()

    def use():
        c.seen = None
        c.p = 1
        return c.seen

    return C.set, use


def class_method():
    class C:
        @classmethod
        def f(cls, a=1, *, k=2):
            return a, k

    return C.__dict__["f"].__func__, lambda: C.f()


def static_method():
    class C:
        @staticmethod
        def f(self=None, a=1, *, k=2):
            return a, k

    c = C()
    return C.f, lambda: c.f()


def operator():
    class C:
        def __neg__(self, a=1, *, k=2):
            return a, k

    c = C()
    return C.__neg__, lambda: -c


def callable_instance():
    class C:
        def __call__(self, a=1, *, k=2):
            return a, k

    c = C()
    return C.__call__, lambda: c()


def iterator():
    class C:
        def __iter__(self):
            return self

        def __next__(self, a=1, *, k=2):
            return a, k

    c = C()

    def use():
        for x in c:
            return x

    return C.__next__, use


def changes_midway(make, change, at):
    f, use = make()
    f.__kwdefaults__ = {"k": 2}
    seen = []
    for i in range(40):
        if i == at:
            change(f)
        value = use()
        if not seen or seen[-1] != value:
            seen.append(value)
    return seen


for make in (plain, method, inherited_method, init, getter, setter, class_method, static_method, operator,
             callable_instance, iterator):
    print(make.__name__)
    for change in (set_code, set_defaults, set_keyword_defaults):
        print("  ", change.__name__, changes_midway(make, change, 35), changes_midway(make, change, 20))


# The values of a dict of keyword-only defaults are replaced, and the function is changed by what it calls.
class C:
    def f(self, a=1, *, k=2):
        act(self.n)
        self.n += 1
        return a, k


def act(n):
    if n == 30:
        C.f.__kwdefaults__["k"] = 33
    elif n == 50:
        C.f.__defaults__ = (44,)
    elif n == 70:
        C.f.__kwdefaults__ = {"k": 55}


c = C()
c.n = 0
seen = []
for i in range(90):
    value = c.f()
    if not seen or seen[-1] != value:
        seen.append(value)
print(seen)

# One that no longer can be called without arguments.
C.f.__defaults__ = None
try:
    for i in range(3):
        c.f()
except TypeError as e:
    print(e)
