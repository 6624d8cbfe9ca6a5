# What operations of built-in types raise, and what a loop handles itself, again and again: classes, words, parts,
# tracebacks, contexts.
import sys
import traceback


class Plain:
    pass


class Slotted:
    __slots__ = ("a",)


class Hooked:
    def __getattr__(self, name):
        return [][0]


class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        return other == self.value


class MyStr(str):
    pass


def index_of_list(i, box):
    return box["list"][i % 7]


def index_of_tuple(i, box):
    return box["tuple"][i % 5 - 4]


def index_of_str(i, box):
    return "abc"[i % 6]


def index_of_bytes(i, box):
    return b"abc"[-(i % 6)]


def key_int(i, box):
    return box["ints"][i % 40]


def key_str(i, box):
    return box["strings"][str(i % 40)]


def key_of_mixed(i, box):
    return box["mixed"][i % 9]


def key_none(i, box):
    return box["ints"][None if i % 2 else 3]


def divide(i, box):
    return 100 // (i % 4)


def divide_modulo(i, box):
    return 100 % (i % 4)


def divide_float(i, box):
    return 1.5 / (i % 3)


def divide_true(i, box):
    return i / (i % 3 - 1)


def modulo_float(i, box):
    return i % (0.0 if i % 2 else 2.0)


def missing_attribute(i, box):
    return box["plain"].nothing


def missing_method(i, box):
    return box["plain"].nothing(1)


def missing_of_int(i, box):
    return i.nothing


def missing_of_slots(i, box):
    return box["slotted"].a


def missing_of_two(i, box):
    return (box["plain"] if i % 3 else box["other"]).x


def hook_raises(i, box):
    return box["hooked"].anything


def empty_pop(i, box):
    return box["stack"].pop() if i % 3 else box["stack"].append(i)


def short_unpack(i, box):
    a, b, c = (1, 2, 3)[: i % 4]
    return a


def long_unpack(i, box):
    a, b = [1, 2, 3, 4][i % 3 :]
    return b


def exhausted_next(i, box):
    it = iter((1, 2)[: i % 3])
    return next(it) + next(it)


def exhausted_range(i, box):
    it = iter(range(i % 2))
    return next(it)


def exhausted_twice(i, box):
    values = [1]
    it = iter(values)
    next(it)
    try:
        next(it)
    except StopIteration:
        values.append(2)
    return next(it)


def exhausted_generator(i, box):
    g = (x for x in range(i % 3))
    return next(g) + next(g)


def returned(i, box):
    def generator():
        yield 1
        return i

    g = generator()
    next(g)
    return next(g)


def in_callee(i, box):
    def inner():
        return box["list"][i]

    return inner()


def while_handled(i, box):
    try:
        raise ValueError(i)
    except ValueError:
        return box["ints"][-i - 5]


def describe(e):
    places = []
    tb = e.__traceback__
    while tb:
        places.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    parts = [type(e).__name__, e.args, places]
    for name in ("name", "value"):
        if hasattr(e, name):
            parts.append(getattr(e, name))
    if isinstance(e, AttributeError):
        parts.append(type(e.obj).__name__)
    context = e.__context__
    parts.append(type(context).__name__ if context else None)
    return parts


def counted(function, box, n):
    good = 0
    counts = {}
    for i in range(n):
        try:
            function(i, box)
            good += 1
        except (LookupError, ArithmeticError, AttributeError, ValueError, StopIteration) as e:
            name = type(e).__name__
            counts[name] = counts.get(name, 0) + 1
    return good, counts


def kept(function, box, n):
    seen = {}
    for i in range(n):
        try:
            function(i, box)
        except Exception as e:
            if i % 50 < 9:
                seen[str(describe(e))] = i
    return seen


def dropped(function, box, n):
    count = 0
    for i in range(n):
        try:
            function(i, box)
        except Exception:
            count += sys.exc_info()[1] is not None if i % 97 == 0 else 1
    return count


def make_box():
    plain, other = Plain(), Plain()
    other.x = 1
    return {
        "list": [1, 2, 3],
        "tuple": (1, 2),
        "ints": {i: i for i in range(20)},
        "strings": {str(i): i for i in range(20)},
        "mixed": {1: "a", True: "b", 2.0: "c", "3": "d", Key(4): "e", MyStr("5"): "f", (6,): "g", 7: "h"},
        "plain": plain,
        "other": other,
        "slotted": Slotted(),
        "hooked": Hooked(),
        "stack": [],
    }


functions = [
    index_of_list, index_of_tuple, index_of_str, index_of_bytes, key_int, key_str, key_of_mixed, key_none, divide,
    divide_modulo, divide_float, divide_true, modulo_float, missing_attribute, missing_method, missing_of_int,
    missing_of_slots, missing_of_two, hook_raises, empty_pop, short_unpack, long_unpack, exhausted_next,
    exhausted_range, exhausted_twice, exhausted_generator, returned, in_callee, while_handled,
]  # fmt: skip

for function in functions:
    print(function.__name__)
    print(" ", counted(function, make_box(), 300))
    for line in kept(function, make_box(), 300):
        print(" ", line)
    print(" ", dropped(function, make_box(), 300))


# --- what changes under way


def attribute_comes(n):
    o, missing, found = Plain(), 0, 0
    for i in range(n):
        try:
            o.late
            found += 1
        except AttributeError:
            missing += 1
        if i == n // 2:
            o.late = i
    return missing, found


def class_gets_it(n):
    class C:
        pass

    o, missing, found = C(), 0, 0
    for i in range(n):
        try:
            o.late
            found += 1
        except AttributeError as e:
            missing += 1
            words = str(e)
        if i == n // 3:
            C.__name__ = "Renamed"
        if i == n // 2:
            C.late = 1
    return missing, found, words


def key_comes(n):
    d, missing, found = {}, 0, 0
    for i in range(n):
        try:
            d["k"]
            found += 1
        except KeyError:
            missing += 1
        if i == n // 2:
            d[Key("k") if n % 2 else "k"] = 1
    return missing, found


def subclass_of_dict(n):
    class D(dict):
        def __missing__(self, key):
            return key

    d, total = D(), 0
    for i in range(n):
        try:
            total += d[i]
        except KeyError:
            total -= 1
    return total


def filled(n):
    memo = {}

    def squared(i):
        try:
            return memo[i]
        except KeyError:
            memo[i] = i * i
            return memo[i]

    return sum(squared(i % 60) for i in range(n))


def shown(n):
    text = ""
    for i in range(n):
        try:
            [i][i]
        except IndexError:
            if i == n - 1:
                text = traceback.format_exc()
    return text.splitlines()[-2:]


def stored(n):
    errors = []
    for i in range(n):
        try:
            {}[i]
        except KeyError as e:
            errors.append(e)
    return [e.args[0] for e in errors[-3:]], len({id(e) for e in errors}), errors[0].__traceback__.tb_lineno > 0


def chained(n):
    count = 0
    for i in range(n):
        try:
            try:
                {}[i]
            except KeyError:
                1 // 0
        except ZeroDivisionError as e:
            count += type(e.__context__) is KeyError and e.__context__.args == (i,)
    return count


def unhandled(n):
    values = list(range(n))
    total = 0
    try:
        for i in range(n + 1):
            total += values[i]
    except IndexError as e:
        return total, e.args


def by_generator(n):
    def items():
        for i in range(n):
            try:
                yield {}[i]
            except KeyError as e:
                yield e.args[0]

    return sum(items())


print(attribute_comes(300), class_gets_it(300), key_comes(300), key_comes(301), subclass_of_dict(300))
print(filled(600), shown(200), stored(200), chained(200), unhandled(200), by_generator(200))
