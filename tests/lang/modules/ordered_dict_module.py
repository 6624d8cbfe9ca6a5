# _collections.OrderedDict: order, wrong calls, subclasses, changes during iteration, dict's methods past it.
from _collections import OrderedDict


def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


print(sorted(k for k in OrderedDict.__dict__), OrderedDict.__module__, OrderedDict.__mro__)
for name in sorted(dir(OrderedDict)):
    m = getattr(OrderedDict, name)
    if name.startswith("__") or not callable(m):
        continue
    print(name, m.__text_signature__, bool(m.__doc__))
    for args, kw in (((), {}), (("a",), {}), (("zz",), {}), (("zz", 9), {}), (("b", False), {}), ((False,), {}), ((1, 2, 3), {}), ((), {"last": False}),
                     (("a",), {"last": 0}), ((), {"key": "a"}), (("b",), {"default": 4}), (({"n": 1},), {"m": 2}), (([("p", 1)],), {}), (([1],), {}), (([(1, 2, 3)],), {}),
                     (([()],), {}), (([(1,)],), {}), (("ab",), {"bad": 1}), (([],), {}), ((None,), {})):
        od = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
        try:
            r = m(od, *args, **kw)
            print("  ", args, kw, r, od)
        except Exception as e:
            print("  ", args, kw, type(e).__name__, e, od)
for args, kw in (((), {}), (({"a": 1},), {}), (([("b", 1), ("a", 2), ("b", 3)],), {"z": 1}), ((1,), {}), (("ab",), {}), (([1],), {}), ((1, 2), {}), ((), {"self": 1, "other": 2})):
    attempt(OrderedDict, *args, **kw)
    attempt(lambda: OrderedDict().update(*args, **kw))
od = OrderedDict.fromkeys("abcde", 0)
print(od, type(od))
od.move_to_end("b")
print("".join(od))
od.move_to_end("b", last=False)
print("".join(od))
od.move_to_end("b", False)
od.move_to_end("e", True)
print("".join(od))
print(od.popitem(), od.popitem(False), od.popitem(last=True), "".join(od))
od["c"] = 5
od["new"] = 6
print(od, list(reversed(od)), len(od))
del od["c"]
print(od, "c" in od)
attempt(lambda: od["c"])
attempt(exec, "del od['c']")
attempt(exec, "del od[[]]")
attempt(exec, "od[[]] = 1")
attempt(OrderedDict().popitem)
attempt(OrderedDict().move_to_end, "a")
od.clear()
print(od, list(od), bool(od))
od["z"] = 1
print(od)

# views
od = OrderedDict(zip("abc", range(3)))
k, v, i = od.keys(), od.values(), od.items()
print(k, v, i, type(k), type(v), type(i))
print(list(reversed(k)), list(reversed(v)), list(reversed(i)), len(k), "a" in k, ("a", 0) in i)
print(sorted(k & {"a"}), sorted(k | {"q"}), k == {"a", "b", "c"}, i == {("a", 0), ("b", 1), ("c", 2)}, k - {"a"} == {"b", "c"}, k.isdisjoint("x"), k.mapping)
print(k <= {"a", "b", "c"}, k == OrderedDict(zip("abc", range(3))).keys(), i == dict(od).items())
attempt(lambda: type(k)())
it = iter(od.items())
print(type(it), next(it), it.__reduce__()[1], list(it), list(it))
it = iter(od)
print(it.__reduce__()[1], next(it), it.__reduce__()[1])
print(reversed(od).__reduce__()[1], iter(v).__reduce__()[1])
for change in (lambda: od.move_to_end("a"), lambda: od.pop("a"), lambda: od.__setitem__("x", 1), lambda: od.__setitem__("b", 9), lambda: od.clear(),
               lambda: od.update(b=3), lambda: dict.__setitem__(od, "past", 1), lambda: dict.pop(od, "b"), lambda: od.move_to_end("c"), lambda: od.popitem()):
    for make in (iter, reversed, lambda o: iter(o.items()), lambda o: iter(o.values())):
        od = OrderedDict(zip("abc", range(3)))
        it = make(od)
        next(it)
        change()
        attempt(lambda: next(it))
        attempt(lambda: next(it))

# equality
a = OrderedDict([("x", 1), ("y", 2)])
b = OrderedDict([("y", 2), ("x", 1)])
print(a == b, a != b, a == dict(b), dict(b) == a, a == OrderedDict(a), a == [("x", 1)], a != 5, OrderedDict() == {})
attempt(lambda: a < b)
attempt(lambda: hash(a))
print(a | {"z": 3}, {"z": 3} | a, type({"z": 3} | a), a | b)
attempt(lambda: a | [("k", 1)])
attempt(lambda: [("k", 1)] | a)
c = a
c |= [("k", 1)]
print(a)
c |= {"x": 10}
print(a)

# copies
c = a.copy()
c["more"] = 1
print(a, c, type(c))
print(a.__reduce__()[:4], list(a.__reduce__()[4]))
a.note = "n"
print(a.__dict__, a.__reduce__()[2], a.copy().__dict__)
print(a.__sizeof__() > OrderedDict().__sizeof__())

# recursion
r = OrderedDict()
r["self"] = r
print(r)


# past it
od = OrderedDict(zip("abc", range(3)))
dict.__delitem__(od, "b")
attempt(lambda: list(od))
attempt(lambda: list(od.items()))
attempt(lambda: repr(od))
od = OrderedDict(zip("abc", range(3)))
dict.update(od, d=4)
print(len(od), list(od), od["d"])
od["d"] = 5
print(list(od))
od = OrderedDict(zip("abc", range(3)))
dict.clear(od)
print(len(od))
attempt(lambda: repr(od))
od = OrderedDict(zip("abc", range(3)))
print(dict.pop(od, "c"))
attempt(od.popitem)
od = OrderedDict(zip("abc", range(3)))
dict.__setitem__(od, "a", 9)
print(od)


# subclasses
class Logged(OrderedDict):
    def __setitem__(self, k, v):
        print("set", k, v)
        OrderedDict.__setitem__(self, k, v)

    def __getitem__(self, k):
        print("get", k)
        return OrderedDict.__getitem__(self, k)

    def __delitem__(self, k):
        print("del", k)
        OrderedDict.__delitem__(self, k)

    def __contains__(self, k):
        print("contains", k)
        return OrderedDict.__contains__(self, k)


l = Logged([("a", 1), ("b", 2)])
l.update({"c": 3}, d=4)
print(l.setdefault("a", 0), l.setdefault("e", 5), l.pop("a"), l.popitem(), l.pop("zz", 0))
print(l.copy(), type(l.copy()), l)
l2 = Logged.fromkeys("xy")
print(l2, l2 == l, l | {"q": 1})
l.move_to_end("b")
print(list(l))


class Attr(OrderedDict):
    def __init__(self, *args):
        self.log = []
        super().__init__(*args)


x = Attr([("a", 1)])
print(x, x.log, x.__dict__, x.__reduce__()[:3])


class Missing(OrderedDict):
    def __missing__(self, key):
        return 0


print(Missing()["x"])
attempt(Missing().pop, "x")


# keys that meddle
class Key:
    def __init__(self, h, name):
        self.h, self.name = h, name

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return self.name


ks = [Key(1, str(i)) for i in range(5)]
od = OrderedDict((k, 1) for k in ks)
od.move_to_end(Key(1, "2"))
del od[Key(1, "0")]
print(od)

# many
od = OrderedDict()
for i in range(2000):
    od[i] = i
    if i % 3 == 0 and i // 2 in od:
        od.move_to_end(i // 2, last=i % 2)
    if i % 5 == 0:
        od.popitem(last=i % 2 == 0)
print(len(od), sum(od), sum(od.values()), list(od)[:5], list(od)[-5:], list(reversed(od))[:3])
while od:
    od.popitem(last=False)
print(od)


class LRU(OrderedDict):
    def __init__(self, maxsize):
        self.maxsize = maxsize
        super().__init__()

    def __getitem__(self, key):
        value = super().__getitem__(key)
        self.move_to_end(key)
        return value

    def __setitem__(self, key, value):
        if key in self:
            self.move_to_end(key)
        super().__setitem__(key, value)
        if len(self) > self.maxsize:
            oldest = next(iter(self))
            del self[oldest]


c = LRU(3)
for k in "abcadeabc":
    c[k] = k.upper()
    if "a" in c:
        c["a"]
print(c, {**c}, dict(c), list(c.items()))
print((lambda **kw: kw)(**c))


class Unsteady:
    count = 0

    def __hash__(self):
        Unsteady.count += 7919
        return Unsteady.count


od = OrderedDict()
for i in range(20):
    od[Unsteady()] = i
for view in (od.values(), od.items()):
    try:
        list(view)
    except KeyError:
        print("KeyError")
