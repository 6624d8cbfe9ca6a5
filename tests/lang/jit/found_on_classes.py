# What a trace takes from classes: class and static methods, __getattr__, getattr, methods of `with`, except clauses;
# and characters of strings. Each changes while the loop is hot.


class Thermometer:
    offset = 273

    @classmethod
    def kelvin(cls, celsius):
        return celsius + cls.offset

    @staticmethod
    def double(x):
        return 2 * x


class Cold(Thermometer):
    offset = -1


def decorated(n):
    total, one = 0, Cold()
    for i in range(n):
        total += Thermometer.kelvin(i) + Cold.kelvin(i) + one.kelvin(i) + one.double(i) + Cold.double(i)
        if i == n // 4:
            Thermometer.offset = 5
        if i == n // 3:
            Cold.kelvin = staticmethod(lambda celsius: 1000000)
        if i == n // 2:
            one.double = lambda x: -x
        if i == 3 * n // 4:
            del Cold.kelvin
            one.kelvin = lambda celsius: 7
    Thermometer.offset = 273
    return total


class Proxy:
    def __init__(self, target):
        self._target = target

    def __getattr__(self, name):
        return getattr(self._target, name)

    def own(self):
        return 5


class Target:
    def __init__(self):
        self.value = 3

    def method(self, x):
        return self.value + x


def hooked(n):
    target = Target()
    proxy, total = Proxy(target), 0
    for i in range(n):
        total += proxy.value + proxy.method(i) + proxy.own() + proxy._target.value
        if i == n // 4:
            proxy.value = 100
        if i == n // 2:
            del proxy.value
        if i == 2 * n // 3:
            Proxy.__getattr__ = lambda self, name: (lambda x=0: 9) if name == "method" else 11
        if i == 3 * n // 4:
            Proxy.__getattribute__ = lambda self, name: {"_target": target, "value": 13}.get(name, lambda *a: 1)
            target.value = 4
    return total


def gets(n):
    target, seen = Target(), {}
    for i in range(n):
        key = (getattr(target, "value"), getattr(target, "nothing", i // (n // 3)), getattr(Target, "__name__"),
               hasattr(target, "method"), getattr("text", "upper")(), getattr(i, "real") == i)
        seen[key] = seen.get(key, 0) + 1
        if i == n // 2:
            target.value = "changed"
        try:
            getattr(target, "missing")
        except AttributeError as error:
            seen[str(error)] = 1
    return seen


class Managed:
    def __init__(self):
        self.log = []

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, kind, error, trace):
        self.log.append(kind and kind.__name__)
        return kind is KeyError


def managed(n):
    m = Managed()
    for i in range(n):
        try:
            with m as inner:
                if i % 5 == 4:
                    raise KeyError(i)
                if i % 7 == 6:
                    raise ValueError(i)
        except ValueError:
            inner.log.append("caught")
        if i == n // 2:
            Managed.__enter__ = lambda self: self
            m.__exit__ = None
    return {k: m.log.count(k) for k in set(map(str, m.log)) | {None}}, len(m.log)


class OfKeys(KeyError):
    pass


class OfOthers(KeyError):
    pass


class Mine(OfKeys):
    pass


class Other(Exception):
    pass


def caught(n):
    counts = {}

    def count(what):
        counts[what] = counts.get(what, 0) + 1

    kinds = [KeyError, IndexError, Mine, Other, ZeroDivisionError, Mine("x")]
    handlers = (IndexError, ZeroDivisionError)
    for i in range(n):
        try:
            raise kinds[i % len(kinds)]
        except OfKeys:
            count("Mine")
        except LookupError as error:
            count(type(error).__name__)
            try:
                {}[i]
            except (ValueError, KeyError) as inner:
                count(repr(inner.__context__))
        except handlers:
            count("handlers")
        except Exception as error:
            count("Exception")
        if i == n // 2:
            Mine.__bases__ = (OfOthers,)
            handlers = (ZeroDivisionError, Other)
    for wrong in (5, (KeyError, 5), str, [KeyError]):
        for _ in range(30):
            try:
                try:
                    raise KeyError("k")
                except wrong:
                    count("wrong")
            except TypeError as error:
                text = str(error)
            except KeyError:
                text = "passed"
        count(text)
    return counts


def letters(n):
    total = 0
    for i in range(n):
        for c in ("plain ascii", "", "\u00e9t\u00e9 caf\u00e9", "\u4e2d\u6587", "x")[i % 5]:
            total += ord(c) + (c == "a") * 100000
            if c == "i":
                continue
        else:
            total += 1
    grown = ""
    for i in range(n):
        grown += "ab"
    for c in grown:
        total += c == "b"
    it = iter("abcdef")
    first = [c for c in it if c < "d"]
    return total, first, list(it), it.__length_hint__()


print(decorated(2000))
print(hooked(2000))
print(gets(900))
print(sorted(managed(700)[0].items(), key=str))
print(sorted(caught(1200).items()))
print(letters(1000))
