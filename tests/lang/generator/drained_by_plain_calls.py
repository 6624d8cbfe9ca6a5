# sum, any, all, list and others of long generators, called outside of hot loops: a body in Python takes the items, which
# nobody can see.
import sys
import traceback


def count(n, stop=None):
    for i in range(n):
        if i == stop:
            raise LookupError(i)
        yield i


def names_of_callers():
    frame, names = sys._getframe(1), []
    while frame:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


def watched(n):
    for i in range(n):
        if i == n - 1:
            print(names_of_callers())
        yield i


def again(n, holder):
    for i in range(n):
        if i == n - 1:
            try:
                sum(holder[0])
            except ValueError as error:
                print(error)
        yield i


def nested(depth):
    yield depth
    if depth:
        yield sum(nested(depth - 1))


class Falsy:
    def __bool__(self):
        raise ZeroDivisionError("no truth")


def mixed(n):
    for i in range(n):
        yield i
    yield 0.5
    yield 2**70
    yield True


def show(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        places = [(frame.name, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
        print(type(error).__name__, error, places)


def changed_while_sorted(n):
    values = list(range(n))

    def key(x):
        if x == n - 2:
            values.append(x)
        return -x

    values.sort(key=key)


def fails(x):
    if x == 299:
        raise LookupError(x)
    return x


class Sub(list):
    def append(self, value):
        raise TypeError("not asked")


for turn in range(10):
    for function in (sum, any, all, list, tuple, sorted, max, set, frozenset):
        show(lambda: len(str(function(count(300)))))
        show(lambda: function(count(300, 299)))
    show(sum, mixed(300))
    show(sum, count(300), 0.5)
    show(sum, count(300), 2**80)
    show(sum, ([i] for i in range(4)), [])
    show(sum, (str(i) for i in range(300)))
    show(any, (i > 250 for i in range(300)))
    show(all, (i < 250 for i in range(300)))
    show(any, (Falsy() if i == 250 else 0 for i in range(300)))
    show(lambda: ",".join(str(i) for i in range(300))[-20:])
    show(lambda: len(Sub(count(300))))
    show(lambda: sorted(range(300), key=lambda x: (x % 7, -x))[::50])
    show(lambda: sorted(count(300), key=lambda x: -x, reverse=turn % 2 == 1)[:3])
    show(lambda: sorted([1.5, 2, "x"] * 100, key=str)[::100])
    show(changed_while_sorted, 300)
    show(lambda: sorted(range(300), key=fails))
    show(lambda: sorted(range(300), key=lambda: 0))
    show(lambda: (sum(map(fails, range(299))), len(list(map(fails, count(299)))), max(map(fails, range(290)))))
    show(lambda: sum(map(fails, range(300))))
    show(lambda: list(map(fails, count(400))))
    show(lambda: any(map(fails, [0] * 298 + [1])))
    show(lambda: set(map(fails, [1, 2] * 150)) | {0})
    show(lambda: sum(map(lambda a, b: a * b, range(300), count(300))))
    show(lambda: min(i for i in ()))
    show(lambda: (min(i ^ 5 for i in range(300)), max((i for i in ()), default=None), max(str(i) for i in range(300))))
    show(lambda: {**dict((i, i) for i in range(300))}[299])

    generator = count(300)
    print(any(i == 7 for i in generator), next(generator), generator.gi_frame is not None, len(list(generator)))
    print(sum(watched(300)), list(watched(300))[-1], any(i < 0 for i in watched(300)))
    holder = [None]
    holder[0] = again(300, holder)
    print(sum(holder[0]))
    print(sum(nested(120)))
    values = [1, 2]
    values.extend(i if len(values) == i + 2 else -1 for i in range(300))
    print(len(values), values[-1], -1 in values)
    values = []
    values.extend(float(i) for i in range(300))
    values += (i for i in range(300))
    print(sum(values), values[0], values[-1])

seen = []


def tracer(frame, event, argument):
    seen.append((frame.f_code.co_name, event))
    return tracer


sys.settrace(tracer)
sum(count(300))
sys.settrace(None)
print(len(seen), seen[:3], seen[-2:])
