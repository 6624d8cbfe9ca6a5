# _csv: dialects, reading, writing, wrong calls.
import _csv
from _csv import *
from _csv import Dialect, reader, writer


def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


def shown(d):
    return d.delimiter, d.doublequote, d.escapechar, d.lineterminator, d.quotechar, d.quoting, d.skipinitialspace, d.strict


def dialect(*args, **kw):
    return shown(Dialect(*args, **kw))


class Sink:
    def __init__(self):
        self.text = []

    def write(self, s):
        self.text.append(s)
        return len(s)


def written(row, **kw):
    s = Sink()
    n = writer(s, **kw).writerow(row)
    return n, s.text


def rows(lines, **kw):
    return list(reader(lines, **kw))


for n in sorted(dir(_csv)):
    v = getattr(_csv, n)
    if not n.startswith("__"):
        print(n, v if not callable(v) or isinstance(v, type) else v.__text_signature__)
attempt(dialect)
for kw in ({"delimiter": ";"}, {"delimiter": ""}, {"delimiter": "ab"}, {"delimiter": 5}, {"delimiter": None}, {"quotechar": None}, {"quotechar": "'"}, {"quotechar": ""},
           {"quotechar": None, "quoting": 0}, {"quotechar": "xy"}, {"quotechar": 3}, {"escapechar": "\\"}, {"escapechar": None}, {"escapechar": ""}, {"escapechar": 2}, {"quoting": 3},
           {"quoting": 4}, {"quoting": -1}, {"quoting": "x"}, {"quoting": True}, {"quoting": None}, {"lineterminator": "\n"}, {"lineterminator": None}, {"lineterminator": 5},
           {"lineterminator": ""}, {"doublequote": 0}, {"doublequote": []}, {"skipinitialspace": 1}, {"strict": "y"}, {"unknown": 1}, {"dialect": "none"}, {"dialect": None}):
    attempt(dialect, **kw)


class Excel:
    delimiter = "|"
    quotechar = "'"
    doublequote = False
    lineterminator = "\n"


attempt(dialect, Excel)
attempt(dialect, Excel(), delimiter=",")
attempt(dialect, 5)
d = Dialect(Excel)
print(Dialect(d) is d, Dialect(d, strict=True) is d, shown(Dialect(d, strict=True)))
attempt(lambda: setattr(d, "delimiter", ","))
attempt(lambda: setattr(d, "strict", 1))
attempt(lambda: delattr(d, "delimiter"))

attempt(register_dialect, "mine", Excel, delimiter=":")
attempt(register_dialect, 5)
attempt(register_dialect)
attempt(register_dialect, "a", "b")
attempt(register_dialect, "a", Excel, 3)
attempt(register_dialect, "bad", quoting=9)
print(list_dialects(), shown(get_dialect("mine")))
attempt(get_dialect, "other")
attempt(get_dialect)
attempt(unregister_dialect, "other")
attempt(unregister_dialect, "mine")
attempt(unregister_dialect, [])
print(list_dialects())
print(field_size_limit(), field_size_limit(10), field_size_limit(field_size_limit()))
attempt(rows, ["abcdefghij", "abcdefghijk"])
attempt(rows, ['"abcdefghijk"'])
field_size_limit(131072)
attempt(field_size_limit, "x")
attempt(field_size_limit, 1.5)
attempt(field_size_limit, 1, 2)
attempt(field_size_limit, 2**70)

texts = (["a,b,c"], ["a,b\n", "c,d\r\n", "\n", "e"], ['"a","b"'], ['"a ""quoted"" b",c'], ['"line\n', 'two",x'], ['"open', "rest"], [",,"], [""], [], ['a"b,c'], ['"a"b,c'], ["a\\,b,c"],
         [" a, b"], ['"a\\"b"'], ["1,2.5,\"x\""], ["a\rb"], ["a\r\n"], ['"a"\r\n'], ["a\tb;c"], ['"a" ,b'], ["'a','b''c'"], ["\\"], ['"\\'], ["a\\\n", "b"], ["\xe9,\u20ac,\U0001f600"],
         ["a\x00b"], ["a,b,", ","], ['"', '"'], ["x\n\n"], ['""'], ['"",""'])
for text in texts:
    for kw in ({}, {"delimiter": ";"}, {"quoting": QUOTE_NONE}, {"escapechar": "\\"}, {"doublequote": False}, {"skipinitialspace": True}, {"strict": True}, {"quotechar": "'"},
               {"quoting": QUOTE_NONE, "escapechar": "\\"}, {"doublequote": False, "escapechar": "\\"}, {"quoting": QUOTE_ALL}):
        attempt(rows, text, **kw)
attempt(rows, ["1,2.5,\"x\""], quoting=QUOTE_NONNUMERIC)
attempt(rows, ["1,abc"], quoting=QUOTE_NONNUMERIC)
attempt(rows, [b"bytes"])
attempt(rows, [1])
attempt(reader)
attempt(reader, 5)
attempt(reader, [], "nodialect")
attempt(reader, [], Excel, 3)
attempt(reader, [], wrong=1)
r = reader(["a,b", '"c\n', 'd"', "e"])
print(type(r), r.line_num, next(r), r.line_num, next(r), r.line_num, next(r), r.line_num, iter(r) is r)
attempt(next, r)
print(shown(r.dialect))
attempt(lambda: setattr(r, "line_num", 1))


def failing():
    yield "a,b"
    raise ZeroDivisionError("source")


attempt(lambda: list(reader(failing())))
field_size_limit(131072)


class Odd:
    def __str__(self):
        return "o,dd"


data = (["a", "b"], [], [""], ["", ""], [None], [None, None], [1, 2.5, 1j, True], ['q"q'], ["a,b"], ["a\nb"], ["a\r\nb"], ["a\\b"], [" a "], ["'"], "abc", (1, "x"), [Odd()], ["\xe9\u20ac"],
        ["a;b\t"], [b"x"], {"k": 1}, [2**70], ["\x00"], [float("nan")])
for row in data:
    for kw in ({}, {"quoting": QUOTE_ALL}, {"quoting": QUOTE_NONNUMERIC}, {"quoting": QUOTE_NONE}, {"quoting": QUOTE_NONE, "escapechar": "\\"}, {"doublequote": False},
               {"doublequote": False, "escapechar": "\\"}, {"escapechar": "\\"}, {"lineterminator": "\n"}, {"lineterminator": "|"}, {"delimiter": ";"}, {"quotechar": "'"}, {"quotechar": None}):
        attempt(written, row, **kw)
attempt(written, 5)
attempt(writer)
attempt(writer, 5)
attempt(writer, Sink(), "nodialect")
attempt(writer, Sink(), wrong=1)
s = Sink()
w = writer(s, Excel)
attempt(w.writerows, [["a", "b'c"], [1, 2]])
print(type(w), s.text, shown(w.dialect))
attempt(w.writerows, 5)
attempt(w.writerows, [5])
attempt(w.writerow)


class Bad:
    def __str__(self):
        raise ValueError("str")


attempt(w.writerow, [Bad()])


class BadSink:
    def write(self, s):
        raise OSError("full")


attempt(writer(BadSink()).writerow, [1])


class NoSink:
    write = 5


attempt(writer, NoSink())
print(Error.__mro__, Error.__doc__, Error.__module__)
