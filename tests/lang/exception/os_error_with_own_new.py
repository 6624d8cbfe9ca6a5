# OSError takes its arguments in __new__, or in __init__ where a subclass has its own __init__ and no __new__.
class Init(OSError):
    def __init__(self, message, extra="none"):
        self.extra = extra
        super().__init__(message)


class New(OSError):
    def __new__(cls, message, extra="none"):
        self = super().__new__(cls, message)
        self.extra = extra
        return self


class InitThenNew(Init, New):
    pass


class NewThenInit(New, Init):
    pass


class Both(OSError):
    def __new__(cls, *args):
        return super().__new__(cls, 2, "from new", *args)

    def __init__(self, *args):
        super().__init__("from init")


class Plain(OSError):
    pass


def show(f, *args, **keywords):
    try:
        e = f(*args, **keywords)
        print(type(e).__name__, e.args, vars(e), e.errno, e.strerror, e.filename, str(e))
    except TypeError as error:
        print(f.__name__, error)


for cls in Init, New, InitThenNew, NewThenInit:
    show(cls, "text", "more")
    show(cls, "text", extra="more")
    show(cls, "text", wrong=1)
for args in (), (1,), (2, "a"), (2, "a", "file"), (2, "a", "file", None, "other"), (1, 2, 3, 4, 5, 6):
    for cls in OSError, Plain, Both:
        show(cls, *args)
show(OSError, a=1)
show(Plain, 2, "x", a=1)
e = OSError.__new__(OSError, 2, "x")
print(type(e), e.args, e.errno)
e.__init__(5, "again")
print(e.args, e.errno)
i = Init.__new__(Init, 2, "x")
print(i.args, i.errno)
