# raise of a class: the instance is made by the class, whatever that takes.


class Plain(ValueError):
    pass


class WithInit(ValueError):
    def __init__(self):
        super().__init__("made", 1)


class WithNew(ValueError):
    def __new__(cls):
        made = super().__new__(cls, "new")
        made.mark = 7
        return made


class Needs(ValueError):
    def __init__(self, what):
        self.what = what


class Meta(type):
    def __call__(cls, *args):
        print("called", cls.__name__)
        return super().__call__(*args)


class Special(ValueError, metaclass=Meta):
    pass


class Other(ValueError):
    def __new__(cls):
        return 3


class Slotted(Exception):
    __slots__ = ("x",)
    y = 5


for cls in (ValueError, Plain, WithInit, WithNew, Needs, Special, Other, Slotted, OSError, KeyError, StopIteration,
            SystemExit, UnicodeDecodeError, ExceptionGroup, ImportError, SyntaxError, KeyboardInterrupt, BaseException):
    try:
        try:
            1 / 0
        except ZeroDivisionError as first:
            raise cls
    except BaseException as error:
        print(type(error).__name__, error.args, vars(error) if hasattr(error, "__dict__") else None,
              type(error.__context__).__name__, error.__traceback__.tb_next is None, str(error))
    try:
        raise KeyError("x") from (ValueError if cls is Other else cls)
    except BaseException as error:
        print(type(error).__name__, type(error.__cause__).__name__, error.__suppress_context__)


def in_a_loop(n):
    kinds = [ValueError, Plain, WithInit, KeyError]
    seen = []
    for i in range(n):
        try:
            if i & 1:
                raise kinds[i % 4]
            raise LookupError
        except (ValueError, LookupError) as error:
            error.mark = i
            if i > n - 5:
                seen.append((type(error).__name__, error.args, error.mark, error.__traceback__.tb_lineno))
    return seen


def through_a_callee(n):
    def fail(i):
        local = i
        if i % 3 == 0:
            raise Plain
        return local

    total, lines = 0, set()
    for i in range(n):
        try:
            total += fail(i)
        except Plain as error:
            entry = error.__traceback__
            lines.add((entry.tb_lineno, entry.tb_next.tb_lineno, entry.tb_next.tb_frame.f_locals["local"] == i))
    return total, lines


print(in_a_loop(3000))
print(through_a_callee(3000))
