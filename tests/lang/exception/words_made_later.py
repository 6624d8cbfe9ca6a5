# What an exception of C++ says is what was true when it was raised, though its text is made when somebody reads it.
import copy
import gc
import pickle
import traceback


def raised(function, *arguments):
    try:
        function(*arguments)
    except BaseException as e:
        return e


class Named:
    pass


class Shown:
    word = "before"

    def __repr__(self):
        return self.word


def words_of(e):
    return type(e).__name__, e.args, str(e), repr(e)


# a class that gets another name, an object that looks different later, a list that changes
e = raised(lambda: Named() + 1)
f = raised(lambda: Named().missing)
Named.__name__ = "Renamed"
print(words_of(e), words_of(f))
shown = Shown()
e = raised([1].index, shown)
Shown.word = "after"
print(words_of(e))
items = [1]
e = raised([2].index, items)
items.append(2)
print(words_of(e))

# who may ask first
for ask in (
    lambda e: e.args,
    str,
    repr,
    lambda e: e.__reduce__(),
    lambda e: copy.copy(e).args,
    lambda e: pickle.loads(pickle.dumps(e)).args,
    lambda e: traceback.format_exception_only(e),
    lambda e: (e.add_note("noted"), e.__notes__, e.args),
    lambda e: "%s" % e,
    lambda e: (setattr(e, "args", (5,)), e.args, str(e)),
    lambda e: (e.__init__("again", 2), e.args, str(e)),
    lambda e: e.with_traceback(None).args,
    lambda e: (gc.collect() >= 0, gc.get_referents(e) is not None, e.args),
    lambda e: e == e and hash(e) == hash(e) and e.args is e.args,
    lambda e: e.__setstate__({"args": (1, 2)}) or e.args,
    lambda e: (vars(e), e.__dict__, dir(e) == dir(e), e.args),
    lambda e: ExceptionGroup("group", [e]).exceptions[0].args,
):
    print(ask(raised(int, "bad")), ask(raised([].remove, 1)), ask(raised(lambda: {}["key"])))

# operands of all kinds
for case in (
    lambda: int("x" * 100),
    lambda: int("caf\u00e9"),
    lambda: int("\udcff"),
    lambda: int("1", 99),
    lambda: [].index(10**50),
    lambda: [].index(1.5),
    lambda: [].index(True),
    lambda: [].index(None),
    lambda: [].index("\u20ac'\""),
    lambda: "abc".index("z"),
    lambda: b"abc".index(b"z"),
    lambda: chr(-1),
    lambda: "%d" % "x",
    lambda: "%c" % "xy",
    lambda: "{:d}".format("x"),
    lambda: "{!z}".format(1),
    lambda: len(5),
    lambda: len(1, 2),
    lambda: print(nonsense=1),
    lambda: (lambda a, b: a)(),
    lambda: (lambda a, *, key_of_some_length: a)(1),
    lambda: isinstance(1, 1),
    lambda: range(1, 2, 0),
    lambda: "a".join([1]),
    lambda: next(5),
    lambda: object().__setattr__("name", 1),
    lambda: setattr(5, "some_long_name_of_an_attribute", 1),
    lambda: type("X", (int, str), {}),
    lambda: bytes([256]),
    lambda: (1).to_bytes(0, "big"),
    lambda: __import__("no_such_module_here"),
    lambda: compile("a b", "<string>", "exec"),
    lambda: exec("raise SystemExit('text')"),
    lambda: "\xe9".encode("ascii"),
    lambda: [].pop(),
    lambda: {}.popitem(),
    lambda: (lambda: (yield))().throw(ValueError, "thrown"),
    lambda: float("1_"),
    lambda: complex("j1"),
    lambda: hash([]),
    lambda: sorted([1, "a"]),
    lambda: max([]),
    lambda: None.missing,
    lambda: int.missing,
    lambda: __builtins__.no_such_thing,
):
    print(words_of(raised(case)))


# in a loop, some read and some not, while others are raised
def loop(n):
    kept = []
    for i in range(n):
        try:
            int("n%d" % i)
        except ValueError as e:
            if i % 100 == 0:
                kept.append(e)
        try:
            [i].remove(str(i))
        except ValueError:
            pass
    return [e.args for e in kept]


print(loop(1000))
