# itertools: results, wrong calls, reductions and states, reentrancy.
import itertools
from itertools import *


def attempt(f, *args, **kw):
    try:
        print(show(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


def show(x, most=30):
    if hasattr(x, "__next__"):
        return "%s %s" % (type(x).__name__, [show(i) for i in islice(x, most)])
    if isinstance(x, (tuple, list)):
        return "%s(%s)" % (type(x).__name__, ", ".join(show(i) for i in x))
    return repr(x)


def structure(x):
    "What __reduce__ says, without consuming iterators."
    if isinstance(x, (tuple, list)):
        return "%s(%s)" % (type(x).__name__, ", ".join(structure(i) for i in x))
    if type(x).__module__ == "itertools":
        return type(x).__name__ + "/" + structure(x.__reduce__()) if hasattr(x, "__reduce__") else type(x).__name__
    if hasattr(x, "__next__"):
        return "an iterator"
    return getattr(x, "__name__", None) or repr(x)


class Source:
    "An iterator without special tricks."
    def __init__(self, items):
        self.items = list(items)

    def __iter__(self):
        return self

    def __next__(self):
        if self.items:
            return self.items.pop(0)
        raise StopIteration


class Failing:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise ZeroDivisionError("source failed")
        return self.n


names = [n for n in dir(itertools) if not n.startswith("__")]
for n in names:
    c = getattr(itertools, n)
    print(n, c.__name__, c.__module__, bool(c.__doc__), getattr(c, "__text_signature__", "-"))
    if isinstance(c, type):
        print(sorted(k for k in c.__dict__ if k != "__getattribute__"))
    for args in ((), (1,), ([1, 2, 3],), ("abc", 2), ([3, 1, 2], None), (None, [1, 0, 2]), (max, [(1, 2), (3, 4)]), (1, 2, 3), ([1], 1, 2, 3),
                 ("abc", 1, 3), ([], -1), ("ab", "cd", 2), (str.isdigit, "12a3"), (range(5), [0, 1, 0, 1]), (2.5, 0.5), ("abc", "x")):
        if n == "_tee_dataobject" or n == "_grouper":
            continue
        attempt(c, *args)
    if n != "_grouper":
        attempt(c, wrong=1)
    attempt(lambda: setattr(c, "x", 1))

# keywords
attempt(accumulate, [1, 2, 3], initial=10)
attempt(accumulate, iterable="abc", func=lambda a, b: b + a)
attempt(accumulate, [1, 2], None, 3)
attempt(combinations, iterable="abc", r=2)
attempt(combinations_with_replacement, iterable="ab", r=2)
attempt(permutations, iterable="abc", r=2)
attempt(permutations, "abc", r=None)
attempt(permutations, "abc", "x")
attempt(permutations, "abc", -1)
attempt(permutations, "abc", 5)
attempt(combinations, "abc", -2)
attempt(combinations, "abc", 4)
attempt(combinations, "abc", 0)
attempt(combinations_with_replacement, "", 2)
attempt(combinations_with_replacement, "", 0)
attempt(product, "ab", repeat=2)
attempt(product, "ab", range(2), repeat=0)
attempt(product, "ab", repeat=-1)
attempt(product, "ab", [], "cd")
attempt(product, "ab", repeat="x")
attempt(product, "ab", repeat=2, more=1)
attempt(product, "ab", "cd", repeat=2**62)
attempt(product)
attempt(compress, data="abc", selectors=[1, 0, 1])
attempt(count, start=5)
attempt(count, step=3, start=1)
attempt(count, "a")
attempt(count, 1, "a")
attempt(repeat, object=3, times=2)
attempt(repeat, 3, times=-4)
attempt(repeat, 3, "x")
attempt(zip_longest, "abc", "d", fillvalue="-")
attempt(zip_longest, "abc", "d", fillvalue=1, other=2)
attempt(groupby, "aabbb", key=str.upper)
attempt(chain.from_iterable, ["ab", [1]])
attempt(chain.from_iterable, [1])
attempt(chain.from_iterable, Failing(0))
attempt(lambda: repr(chain[int]))
attempt(cycle, [])
attempt(tee, "abc", 0)
attempt(tee, "abc", -1)
attempt(tee, "abc", 3)
attempt(tee, 5)
for args in ((5,), (2, 5), (2, None), (None, 4), (1, 9, 3), (1, None, 4), (0,), (5, 2), (-1,), ("x",), (1, "x"), ("x", 5), (1, 5, "x"), (1, 5, 0),
             (1, 5, -1), (None,), (None, None, None), (True, 3), (2**70,), (1, 2**70), (1, 2, 2**70), (2.0,)):
    attempt(islice, range(10), *args)
attempt(islice, "a")
attempt(islice, "a", 1, 2, 3, 4)
attempt(islice, "a", stop=3)

# count
c = count(2**62 - 1)
print(next(c), next(c), next(c), c)
c = count(2**63 - 2)
print(next(c), next(c), next(c), next(c), c)
c = count(-2**63, -1)
print(next(c), next(c), c)
for args in ((), (3,), (3, 2), (3, -1), (1.5,), (1, 0.5), (True,), (True, 2), (10**30,), (1, 10**30), (2, True), (1j,), (-3, 1), (0, 0)):
    c = count(*args)
    print(c, next(c), next(c), next(c), c, structure(c))
print(repeat(1), repeat("a", 3), repeat(1, 0).__length_hint__(), structure(repeat(1)), structure(repeat(2, 5)))
attempt(lambda: repeat(1).__length_hint__())
attempt(lambda: list(repeat(5, times=2)))

# reductions before, in and after
makers = [
    lambda: accumulate(Source([1, 2, 3, 4])), lambda: accumulate([1, 2, 3], lambda a, b: a * b), lambda: accumulate([1, 2, 3], initial=5),
    lambda: accumulate([None, None, None], lambda a, b: b), lambda: chain("ab", "c", Source("de")), lambda: chain(),
    lambda: chain.from_iterable(["ab", "", "c"]), lambda: combinations("abcd", 2), lambda: combinations("ab", 3), lambda: combinations("ab", 0),
    lambda: combinations_with_replacement("abc", 2), lambda: combinations_with_replacement("", 1), lambda: compress(Source("abcd"), [1, 0, 1, 1]),
    lambda: cycle(Source("abc")), lambda: dropwhile(lambda x: x < 3, Source([1, 2, 3, 1])), lambda: takewhile(lambda x: x < 3, Source([1, 2, 3, 1])),
    lambda: filterfalse(None, Source([0, 1, 0])), lambda: filterfalse(bool, Source([0, 1, 0])), lambda: groupby(Source("aabc")),
    lambda: islice(Source(range(10)), 2, 8, 2), lambda: islice(Source(range(3)), None), lambda: pairwise(Source("abcd")), lambda: permutations("abc"),
    lambda: permutations("abc", 2), lambda: permutations("", 0), lambda: permutations("a", 3), lambda: product("ab", "cd"), lambda: product(),
    lambda: product("ab", ""), lambda: repeat(3, 4), lambda: starmap(divmod, Source([(7, 2), [9, 4]])), lambda: tee(Source("abcd"))[0],
    lambda: zip_longest("abc", Source("d"), fillvalue=0), lambda: zip_longest(), lambda: count(4, 2)
]
for make in makers:
    it = make()
    print(type(it).__name__)
    for step in range(9):
        if not isinstance(it, pairwise) and not (isinstance(it, cycle) and step < 4):
            print("  ", structure(it.__reduce__()))
        try:
            item = next(it)
        except StopIteration:
            print("   over")
            continue
        print("  ", show(item))

for make in makers:
    for taken in (0, 1, 2, 5):
        it = make()
        list(islice(it, taken))
        if isinstance(it, (pairwise, count)):
            continue
        cls, args, *state = it.__reduce__()
        if cls is islice:
            print(show(cls(*args)))
            continue
        again = cls(*args)
        if state and state[0] is not None:
            again.__setstate__(state[0])
        print(type(again).__name__, show(again, 12))

# wrong states
for make in makers:
    it = make()
    if not hasattr(it, "__setstate__") or isinstance(it, (accumulate, zip_longest)):
        continue
    if isinstance(it, combinations_with_replacement) and it.__reduce__()[1] == ((), 1):
        continue  # CPython crashes
    for state in ((), (1,), (0, 0), (1, 2), ("a", "b"), None, "x", ((0, 1, 2), (3, 2, 1)), (5, 7), (-1, -1), ([1], 1), (iter("z"),), (99, -99, 99)):
        it = make()
        try:
            print(type(it).__name__, state if type(state) is not tuple or not state or not hasattr(state[0], "__next__") else "it", it.__setstate__(state),
                  show(it, 6))
        except (TypeError, ValueError) as e:
            print(type(it).__name__, type(e).__name__, e if type(e) is ValueError else "")

# groupby
for k, g in groupby([1, 1, 2, 3, 3, 3, 1]):
    print(k, list(g))
groups = [(k, g) for k, g in groupby("aabbc")]
print([(k, list(g)) for k, g in groups])
gb = groupby("aaabbb", lambda x: x)
k, g = next(gb)
print(k, next(g), structure(g), structure(gb))
k2, g2 = next(gb)
print(list(g), list(g2), structure(g.__reduce__()))
attempt(_grouper) if "_grouper" in globals() else None
attempt(itertools._grouper, gb)
attempt(itertools._grouper, 1, 2)
attempt(lambda: list(groupby([1, 2], 5)))
attempt(lambda: [(k, list(g)) for k, g in groupby(Failing(2))])


class BadEq:
    def __eq__(self, other):
        raise ValueError("eq")


attempt(lambda: list(groupby([BadEq(), BadEq()])))

# tee
a, b = tee(Source(range(130)))
print(sum(a), sum(islice(b, 60)), structure(b)[:200])
c = b.__copy__()
print(list(b) == list(range(60, 130)), list(c) == list(range(60, 130)), type(a))
print(tee(a, 2)[0] is a, type(tee([1])[0]))
attempt(lambda: type(a)())
attempt(lambda: type(a)([1, 2]))
cell = a.__reduce__()[2][0]
print(type(cell))
attempt(lambda: type(itertools._tee_dataobject(iter("ab"), [1], None)))
attempt(itertools._tee_dataobject, iter("ab"), [1], cell)
attempt(itertools._tee_dataobject, iter("ab"), [1] * 58, None)
attempt(itertools._tee_dataobject, iter("ab"), (1,), None)
attempt(itertools._tee_dataobject)
attempt(lambda: structure(itertools._tee_dataobject(iter("ab"), [1, 2], None)))


class Reenter:
    count = 0

    def __init__(self):
        self.me = None

    def __iter__(self):
        return self

    def __next__(self):
        self.count += 1
        if self.count > 3:
            raise StopIteration
        return next(self.me)


r = Reenter()
r.me, other = tee(r)
attempt(lambda: next(r.me))

# subclasses


class Chain(chain):
    def __init__(self, *args, **kw):
        self.kw = kw


ch = Chain("ab", "c", extra=1)
print(list(ch), ch.kw, type(Chain.from_iterable(["ab"])))


class MyCount(count):
    pass


print(MyCount(3), next(MyCount(3)), structure(MyCount(3, 2)))
attempt(lambda: type("T", (type(a),), {}))


class Count2(repeat):
    def __new__(cls, *args, newarg=None, **kw):
        self = super().__new__(cls, *args, **kw)
        self.newarg = newarg
        return self


print(Count2(1, 2, newarg=3).newarg, list(Count2(1, 2)))
for c, args in ((islice, ("abc", 2)), (cycle, ("ab",)), (product, ("ab",)), (zip_longest, ("ab",)), (starmap, (max, [(1, 2)])), (filterfalse, (None, [0]))):
    sub = type("Sub", (c,), {"__init__": lambda self, *a, **k: None})
    attempt(lambda: list(islice(sub(*args, extra=1), 3)))
    sub = type("Sub2", (c,), {})
    attempt(lambda: list(islice(sub(*args, extra=1), 3)))

# what sources raise
for f in (lambda s: accumulate(s), lambda s: chain(s, [1]), lambda s: compress(s, count(1)), lambda s: compress(count(), s), lambda s: cycle(s),
          lambda s: dropwhile(bool, s), lambda s: takewhile(lambda x: True, s), lambda s: filterfalse(bool, s), lambda s: islice(s, 5),
          lambda s: pairwise(s), lambda s: zip_longest(s, [1]), lambda s: tee(s)[0], lambda s: starmap(max, s), lambda s: groupby(s)):
    it = f(Failing(2))
    for i in range(5):
        try:
            print(show(next(it)), end=" ")
        except (ZeroDivisionError, StopIteration, TypeError) as e:
            print(type(e).__name__, end=" ")
    print()
for f in (combinations, permutations, product):
    attempt(f, Failing(2), 2)
attempt(lambda: list(takewhile(lambda x: 1 / x, [1, 0])))
attempt(lambda: list(starmap(max, [1])))
attempt(lambda: list(zip_longest(1)))


def stops(x):
    raise StopIteration


print(list(takewhile(stops, [1])), list(dropwhile(stops, [1])), list(filterfalse(stops, [1])), list(starmap(stops, [(1,)])))
print(list(accumulate([1, 2, 3], lambda a, b: stops(1))))

# an iterator that changes the one that asks it


class Evil:
    it = None

    def __iter__(self):
        return self

    def __next__(self):
        if self.it is not None:
            it, self.it = self.it, None
            return next(it, "end")
        return "item"


e = Evil()
e.it = p = pairwise(e)
attempt(lambda: [next(p), next(p)])
e = Evil()
e.it = p = islice(e, 3)
attempt(lambda: list(p))
print(combinations("abcd", 2).__sizeof__() < combinations("abcd", 3).__sizeof__())
print(sum(1 for _ in permutations(range(7))), sum(1 for _ in product(range(7), repeat=4)), sum(1 for _ in combinations(range(15), 6)))
for c, args in ((chain, ("ab", "c")), (islice, ("abc", 2))):
    sub = type("WithoutInit", (c,), {})
    attempt(lambda: sub(*args))
    attempt(lambda: sub(*args, newarg=3))
