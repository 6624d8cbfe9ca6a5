# _collections.deque: methods, wrong calls, limits, changes during iteration.
import _collections
from _collections import deque


def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


print(sorted(k for k in deque.__dict__ if k != "__getattribute__"), deque.__module__, deque.__hash__)
d = deque("abc")
print(d, len(d), list(d), bool(d), bool(deque()), d.maxlen, deque(maxlen=3).maxlen)
for name in sorted(dir(deque)):
    if name.startswith("__") and name not in ("__copy__", "__reduce__", "__reversed__", "__sizeof__"):
        continue
    m = getattr(deque, name)
    if not callable(m):
        continue
    print(name, m.__text_signature__, bool(m.__doc__))
    for args in ((), (1,), ("b",), (1, "x"), ("b", 1), ("b", 0, 1), ("b", -2), ("c", "x"), (1, 2, 3, 4), (None,), ([7, 8],), ("xy", 2)):
        if name == "__sizeof__" and not args:
            continue
        d = deque("abcb")
        try:
            r = m(d, *args)
            print("  ", args, r if name not in ("__reversed__", "__reduce__") else "", d)
        except Exception as e:
            print("  ", args, type(e).__name__, e, d)
    try:
        m(deque(), x=1)
    except TypeError as e:
        print("  ", e)
for args, kw in (((), {}), (([1, 2],), {}), (([1, 2, 3], 2), {}), ((5,), {}), (([1], -1), {}), (([1], "x"), {}), (([1], None), {}), ((), {"iterable": "ab", "maxlen": 1}),
                 ((1, 2, 3), {}), ((), {"x": 1}), (([1, 2], True), {}), (([1], 2**70), {}), (([], 0), {}), (([1], 1.5), {})):
    attempt(deque, *args, **kw)
d = deque([1, 2, 3], maxlen=3)
d.append(4)
print(d)
d.appendleft(0)
print(d)
d.extend([7, 8, 9, 10])
print(d)
d.extendleft("ab")
print(d)
attempt(d.insert, 1, 5)
attempt(lambda: setattr(d, "maxlen", 5))
print(d * 2, 2 * d, d * 0, d * -1, d + deque([1]), d == deque(d), deque([1, 2]) * 3)
z = deque("abc", 0)
print(z, z.append(1), z.appendleft(1), z.extend([1]), z)
e = deque("ab")
e *= 3
print(e)
e *= 1
e += "xy"
print(e)
e += e
print(e)
e.extendleft(e)
print(e)
e *= 0
print(e)
for n in (5, 6, 7):
    for size in (4, 5, 6, 9):
        m = deque(range(n), size)
        m *= 3
        print(m, end=" ")
print()
attempt(lambda: deque([1]) + [1])
attempt(lambda: [1] + deque([1]))
attempt(lambda: deque([1]) * "x")
attempt(lambda: deque([1]) * 1.5)
attempt(lambda: deque(range(100)) * 2**60)
for n in (-9, -4, -3, -1, 0, 1, 2, 3, 4, 7, 1000001):
    d = deque("abcd")
    d.rotate(n)
    print(n, "".join(d), end=" ")
print()
d = deque()
d.rotate(3)
print(d)
for i in range(-6, 7):
    d = deque("abcd")
    d.insert(i, "X")
    print("".join(d), end=" ")
    try:
        del d[i]
        print("".join(d), end=" ")
        d[i] = "Y"
        print("".join(d), d[i], end=" ")
    except IndexError as e:
        print(e, end=" ")
print()
d = deque(range(5))
for key in (0, -1, 4, 5, -6, True, "a", None, slice(1, 2), 2**70, 1.0):
    attempt(lambda: d[key])
    attempt(exec, "d[key] = 9")
    attempt(exec, "del d[key]")
d = deque([1, 2, 3, 2, 1])
print(d.count(2), d.index(2), d.index(2, 2), d.index(1, -1), 2 in d, 5 in d)
attempt(d.index, 2, 4)
attempt(d.index, 9)
attempt(d.remove, 9)
d.remove(2)
print(d)
d.reverse()
print(d)
for a, b in (([1, 2], [1, 2]), ([1, 2], [1, 3]), ([1, 2], [1]), ([], []), ([2], [1, 5])):
    x, y = deque(a), deque(b)
    print(x == y, x != y, x < y, x <= y, x > y, x >= y)
attempt(lambda: deque() == [])
attempt(lambda: deque() < [])
attempt(lambda: deque(["a"]) < deque([1]))
attempt(lambda: hash(deque()))
d.append(d)
print(d)
print(repr(deque([deque([1], 2)], maxlen=5)))

# many items
d = deque()
for i in range(1000):
    d.append(i)
    if i % 3 == 0:
        d.appendleft(-i)
    if i % 5 == 0:
        d.pop()
    if i % 7 == 0:
        d.popleft()
print(len(d), sum(d), d[0], d[-1], d[len(d) // 2])
while d:
    d.pop()
attempt(d.pop)
attempt(d.popleft)

# iterators
d = deque("abcd")
it = iter(d)
print(type(it), it.__length_hint__(), next(it), it.__length_hint__(), it.__reduce__()[1][1], list(it), list(it))
r = reversed(d)
print(type(r), next(r), r.__length_hint__(), list(r), r.__reduce__()[1][1])
print(list(type(iter(d))(d, 2)), list(type(reversed(d))(d, 1)), list(type(it)(d, 99)))
attempt(type(it))
attempt(type(it), 1)
attempt(type(it), d, "x")
attempt(type(it), d, 1, 2)
for change in (lambda: d.append(1), lambda: d.pop(), lambda: d.rotate(1), lambda: d.__setitem__(0, 5), lambda: d.clear(), lambda: d.extend([])):
    d = deque("abcd")
    it = iter(d)
    next(it)
    change()
    attempt(lambda: next(it))
    attempt(lambda: next(it))
    print(it.__length_hint__())


class Evil:
    def __init__(self, action):
        self.action = action

    def __eq__(self, other):
        self.action()
        return False


for method in ("index", "count", "remove", "__contains__"):
    d = deque([1, 2, 3])
    attempt(getattr(d, method), Evil(d.clear))
    d = deque([1, 2, 3])
    attempt(getattr(d, method), Evil(lambda: d.append(1)))
    d = deque([1, 2, 3])
    attempt(getattr(d, method), Evil(lambda: 1 / 0))
d = deque([Evil(lambda: d.clear()), 1])
attempt(lambda: d == deque([1, 2]))
attempt(lambda: deque(iter(int, 1), 3) if False else deque(Evil(int)))


# subclasses, copies
class Sub(deque):
    def __init__(self, *args):
        deque.__init__(self, *args)
        self.note = 1


s = Sub("abc", 5)
print(s, s.copy(), type(s.copy()), s.__copy__().maxlen, s.__reduce__()[:3], list(s.__reduce__()[3]), type(s + s), type(s * 2))
print(deque("ab").__reduce__()[:3], deque("ab", 4).__reduce__()[:3])


class Odd(deque):
    def __new__(cls, *args):
        return deque.__new__(cls)

    def __init__(self, one):
        deque.__init__(self, one)


attempt(lambda: Odd("abc").copy())
attempt(lambda: Odd("abc") * 2)


class NotADeque(deque):
    def __new__(cls, *args):
        return [] if args else deque.__new__(cls)


attempt(NotADeque().copy)
print(deque[int], issubclass(deque, object))
x = deque.__new__(deque)
x.append(1)
print(x, x.maxlen)
x.__init__("ab", 1)
print(x)
match deque([1, 2]):
    case [a, b]:
        print("matched", a, b)
