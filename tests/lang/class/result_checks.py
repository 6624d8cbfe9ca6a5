# What special methods may return.
class Bad:
    def __init__(self, value):
        self.value = value

    def __repr__(self): return self.value
    def __str__(self): return self.value
    def __bool__(self): return self.value
    def __len__(self): return self.value
    def __hash__(self): return self.value
    def __index__(self): return self.value
    def __iter__(self): return self.value
    def __contains__(self, x): return self.value
    def __format__(self, spec): return self.value


def attempt(what, f, *values):
    for v in values:
        try:
            print(what, f(Bad(v)))
        except Exception as e:
            print(what, type(e).__name__, e)


attempt("repr", repr, "ok", 1, None)
attempt("str", str, "ok", 1)
attempt("bool", bool, True, 1, "x")
attempt("len", len, 3, -1, "x", 1.5, 10**30)
attempt("hash", hash, 5, -1, "x", 2**70)
attempt("index", [1, 2, 3].__getitem__, 0, "x")
attempt("iter", iter, 1, None)
attempt("contains", lambda b: 1 in b, [], [0], "")
attempt("format", format, "ok", 1)


class Init:
    def __init__(self):
        return 1


try:
    Init()
except TypeError as e:
    print(e)


class NoIter:
    __iter__ = None
    __contains__ = None
    __hash__ = None


for f in (iter, hash, lambda o: 1 in o, list):
    try:
        f(NoIter())
    except TypeError as e:
        print(e)


class Other:
    def __new__(cls):
        return 42

    def __init__(self):
        print("never")


print(Other())
