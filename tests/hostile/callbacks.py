"""Containers that are changed by the code their own methods call: comparisons, hashes, keys, iterators, conversions, finalizers.

Which comparison is made first is nobody's promise, so what is compared with CPython is only that the process lives."""

import array
import bisect
import collections
import functools
import gc
import heapq
import io
import itertools
import json
import operator
import pickle
import re
import struct
import weakref

MAKERS = {
    "list": lambda: [Evil(i) for i in range(6)] + list(range(6)),
    "ints": lambda: list(range(12)),
    "dict": lambda: {**{Evil(i): Evil(-i) for i in range(4)}, **{i: [i] for i in range(4)}, "a": 1},
    "names": lambda: {name: Evil(1) for name in "abcdef"},
    "set": lambda: {Evil(i) for i in range(5)} | {1, 2, 3},
    "deque": lambda: collections.deque([Evil(i) for i in range(5)] + [1, 2, 3], 9),
    "bytearray": lambda: bytearray(b"abcdefghij" * 3),
    "array": lambda: array.array("i", range(20)),
    "ordered": lambda: collections.OrderedDict((Evil(i), i) for i in range(5)),
    "counter": lambda: collections.Counter([1, 2, 2, 3]),
    "default": lambda: collections.defaultdict(lambda: mischief() or Evil(1), {1: 2}),
    "bytesio": lambda: io.BytesIO(b"line\n" * 9),
    "stringio": lambda: io.StringIO("line\n" * 9),
    "view": lambda: memoryview(bytearray(b"abcdefghij" * 3)),
    "object": lambda: Evil(3),
    "weak": lambda: weakref.WeakValueDictionary({i: Evil(i) for i in KEPT}),
}
KEPT = range(4)
state = {"container": None, "action": None, "left": 0}


def mischief():
    """What a callback does to the container, a few times."""
    if state["left"] > 0:
        state["left"] -= 1
        try:
            ACTIONS[state["action"]](state["container"])
        except (AttributeError, TypeError, ValueError, IndexError, KeyError, BufferError):
            pass


def shrink(c):
    del c[len(c) // 2:]


def grow(c):
    if len(c) < 10000:
        c.extend(list(c) * 20)


def fill(c):
    for i in range(100):
        c[i] = i


def drop_item(c):
    c.popitem()


def put_in_a_row(c):
    c.sort(key=lambda x: id(x))


def write_behind(c):
    c.seek(0)
    c.truncate()
    c.write(c.read()[:1])


def become_another(c):
    c.__class__ = type("Other", (Evil,), {"__slots__": ()})


def forget_attributes(c):
    c.__dict__.clear()
    c.__dict__ = {}


ACTIONS = {
    "clear": lambda c: c.clear(), "pop": lambda c: c.pop(), "append": lambda c: c.append(Evil(9)), "shrink": shrink, "grow": grow, "fill": fill, "drop_item": drop_item,
    "sort": put_in_a_row, "reverse": lambda c: c.reverse(), "insert": lambda c: c.insert(0, 5), "add": lambda c: c.add(Evil(77)), "discard": lambda c: c.discard(1),
    "update": lambda c: c.update({i: i for i in range(50)}), "rotate": lambda c: c.rotate(2), "assign": lambda c: operator.setitem(c, slice(None), b""),
    "release": lambda c: c.release(), "write": write_behind, "close": lambda c: c.close(), "class": become_another, "attributes": forget_attributes,
    "collect": lambda c: gc.collect(), "raise": lambda c: 1 // 0, "stop": lambda c: next(iter(())), "nothing": lambda c: None,
    "forget": lambda c: [c.pop(k) for k in list(c)], "move": lambda c: c.move_to_end(next(iter(c))), "again": lambda c: [hash(x) == hash(x) and x == x for x in c],
}


def evil(name):
    function = getattr(operator, name, None)

    def method(self, *arguments):
        mischief()
        if name == "__eq__":
            return isinstance(arguments[0], Evil) and self.x == arguments[0].x
        if name in ("__lt__", "__gt__", "__le__", "__ge__"):
            return function(self.x, arguments[0].x if isinstance(arguments[0], Evil) else 0)
        return RESULTS[name](self)

    method.__name__ = name
    return method


RESULTS = {
    "__hash__": lambda self: self.x % 3, "__index__": lambda self: abs(self.x), "__int__": lambda self: self.x, "__float__": lambda self: float(self.x), "__bool__": lambda self: self.x > 2,
    "__len__": lambda self: abs(self.x), "__iter__": lambda self: evil_iterator(self.x), "__str__": lambda self: "e", "__repr__": lambda self: "Evil", "__bytes__": lambda self: b"evil",
    "__length_hint__": lambda self: abs(self.x), "__add__": lambda self: self, "__radd__": lambda self: self, "__mul__": lambda self: self, "__format__": lambda self: "f",
    "__getitem__": lambda self: (lambda: None), "__contains__": lambda self: True, "__reduce__": lambda self: (Evil, (self.x,)), "__call__": lambda self: self.x,
    "__fspath__": lambda self: "p", "__enter__": lambda self: self, "__exit__": lambda self: True, "__neg__": lambda self: self, "__round__": lambda self: 1, "__getattr__": lambda self: 5,
}


def evil_iterator(n):
    for i in range(abs(n) + 3):
        mischief()
        yield Evil(i)


class Evil:
    def __init__(self, x):
        self.x = x

    def __del__(self):
        mischief()


for name in ["__eq__", "__lt__", "__gt__", "__le__", "__ge__", *RESULTS]:
    if name != "__getattr__":
        setattr(Evil, name, evil(name))


def iterate(make):
    def operation(c):
        for _ in make(c):
            mischief()
    return operation


def key(x):
    mischief()
    return x if isinstance(x, int) else 3


def while_changed(c):
    for i in range(40):
        c[i % max(1, len(c))]
        if i % 7 == 3:
            mischief()


def exported(c):
    view = memoryview(c)
    mischief()
    return bytes(view[2:5]), view.cast("B").hex()


OPERATIONS = {
    "sort": lambda c: c.sort(), "sort_key": lambda c: c.sort(key=key), "sorted": lambda c: sorted(c, key=key, reverse=True), "index": lambda c: c.index(Evil(50)),
    "count": lambda c: c.count(Evil(50)), "remove": lambda c: c.remove(Evil(5)), "in": lambda c: Evil(50) in c, "extend": lambda c: c.extend(Evil(9)), "get": lambda c: c[Evil(1)],
    "eq": lambda c: c == c.copy(), "lt": lambda c: list(c) < list(c) + [1], "min": lambda c: min(c, key=key), "sum": lambda c: sum(c, Evil(0)), "join": lambda c: ",".join(map(str, c)),
    "repr": repr, "hash": lambda c: hash(tuple(c)), "slice": lambda c: c[Evil(1):Evil(3)], "set_slice": lambda c: operator.setitem(c, slice(Evil(1), Evil(4)), Evil(3)),
    "set_step": lambda c: operator.setitem(c, slice(None, None, 2), (key(i) for i in range((len(c) + 1) // 2))), "del_slice": lambda c: operator.delitem(c, slice(Evil(0), Evil(9), Evil(2))),
    "del": lambda c: operator.delitem(c, Evil(2)), "set": lambda c: operator.setitem(c, Evil(2), Evil(5)), "pop": lambda c: c.pop(Evil(1)), "insert": lambda c: c.insert(Evil(2), 5),
    "update": lambda c: c.update({Evil(i): i for i in range(9)}), "update_pairs": lambda c: c.update((Evil(i), i) for i in range(9)), "merge": lambda c: c | {Evil(1): 2},
    "iadd": lambda c: operator.iadd(c, Evil(9)), "imul": lambda c: operator.imul(c, Evil(3)), "union": lambda c: c.union(Evil(9)), "difference": lambda c: c.difference_update(Evil(9)),
    "intersection": lambda c: c & {Evil(i) for i in range(4)}, "symmetric": lambda c: c.symmetric_difference_update([Evil(i) for i in range(9)]), "subset": lambda c: c <= {Evil(i) for i in range(9)},
    "iterate": iterate(iter), "iterate_items": iterate(lambda c: c.items()), "iterate_reversed": iterate(reversed), "iterate_map": iterate(lambda c: map(key, c)),
    "iterate_zip": iterate(lambda c: zip(c, c)), "iterate_islice": iterate(lambda c: itertools.islice(c, Evil(1), None)), "iterate_lines": iterate(lambda c: iter(c.readline, "")),
    "filter": lambda c: list(filter(key, c)), "list": list, "tuple": lambda c: tuple(x for x in c if x), "dict": lambda c: dict.fromkeys(c, 1), "setdefault": lambda c: c.setdefault(Evil(8), 1),
    "missing": lambda c: [c[i] for i in range(50, 55)], "unpack": lambda c: (lambda *a: a)(*c, *Evil(5)), "keywords": lambda c: (lambda **k: k)(**c), "bisect": lambda c: bisect.insort(c, Evil(2)),
    "heap": lambda c: [heapq.heapify(c), heapq.heappush(c, Evil(1)), heapq.heappop(c)], "merge_heaps": lambda c: list(heapq.merge(c, c, key=key)), "reduce": lambda c: functools.reduce(lambda a, b: key(b), c),
    "group": lambda c: [list(g) for _, g in itertools.groupby(c, key)], "product": lambda c: list(itertools.islice(itertools.product(c, c), 50)), "json": lambda c: json.dumps(c, default=key),
    "pickle": lambda c: pickle.loads(pickle.dumps(c)), "write": lambda c: c.write(Evil(1)), "readinto": lambda c: c.readinto(bytearray(5)), "exported": exported, "while_changed": while_changed,
    "translate": lambda c: "abc".translate(c), "format": lambda c: "{0[a]!r:{1}}%s".format(c, Evil(1)) % c, "percent": lambda c: "%(a)s %(b)d" % c, "sub": lambda c: re.sub("e", lambda m: str(key(m)), "eee" * 9),
    "pack": lambda c: struct.pack_into("4i", c, Evil(2), Evil(1), Evil(2), Evil(3), Evil(4)), "bytes": lambda c: bytes(c), "find": lambda c: c.find(b"j", Evil(1), Evil(20)),
    "replace": lambda c: c.replace(b"a", c), "cast": lambda c: c.cast("B")[Evil(1)], "tolist": lambda c: [c.tolist(), key(1), c.tolist()], "setattr": lambda c: [setattr(c, "y", key(i)) or c.x for i in range(5)],
    "match": lambda c: match(c), "compare": lambda c: [c < 1, c == 1, c != c, c + 1], "with": lambda c: run_with(c), "star": lambda c: first_and_rest(c), "max": lambda c: max(c, key=Evil.__call__),
    "deque": lambda c: collections.deque(c, Evil(2)), "array": lambda c: array.array("i", c), "any": lambda c: any(c) and all(c), "frozen": lambda c: {frozenset(c): 1}[frozenset(c)],
    "starmap": lambda c: list(itertools.starmap(lambda *a: key(a), ((x, x) for x in c))), "accumulate": lambda c: list(itertools.accumulate(c, lambda a, b: key(b))), "tee": lambda c: [next(i) for i in itertools.tee(c)],
}


def match(c):
    match c:
        case [Evil(x=1), *_, 3]:
            return 1
        case {"a": x, **rest}:
            return x
        case Evil(x=5) | Evil(y=_):
            return 2
        case [*_]:
            return 3


def run_with(c):
    with c as x, Evil(1):
        mischief()
        return x


def first_and_rest(c):
    a, *b = c
    key(a)
    c, *_, d = b, *c
    return a, b, d


def attacked(container, steps):
    for operation, action, first, times in steps:
        state.update(left=0)
        c = MAKERS[container]()
        state.update(container=c, action=action)
        for _ in range(times):
            state["left"] = first
            try:
                OPERATIONS[operation](c)
            except Exception:
                pass
            if len(c) > 10000 if hasattr(type(c), "__len__") else False:
                break
        state["left"] = 0
        try:
            repr(c), list(c)
        except Exception:
            pass
    return "lives"


def make_case(random):
    steps = [(random.choice(list(OPERATIONS)), random.choice(list(ACTIONS)), random.choice([1, 1, 2, 5, 100]), random.choice([1, 3, 30])) for _ in range(random.randrange(5, 15))]
    return attacked, random.choice(list(MAKERS)), steps
