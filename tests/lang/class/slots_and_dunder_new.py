class P:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


p = P(1)
print(p.x, hasattr(p, "y"), hasattr(p, "__dict__"))
try:
    p.z = 1
except AttributeError as error:
    print(error)


class Single:
    instance = None

    def __new__(cls, *args):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self, value):
        self.value = value


a, b = Single(1), Single(2)
print(a is b, a.value)


class Even(int):
    def __new__(cls, n):
        return super().__new__(cls, n - n % 2)

    def half(self):
        return self // 2


e = Even(7)
print(e, e + 1, e.half(), type(e).__name__, type(e + e).__name__, isinstance(e, int))
