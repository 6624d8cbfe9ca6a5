# _json: scanner, encoder, strings; wrong calls. What needs the module json (its exception) is tested where that imports.
import _json


def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except StopIteration as e:
        print("StopIteration", e.value)
    except Exception as e:
        print(type(e).__name__, e)


class Context:
    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int

    def parse_constant(self, name):
        return "constant " + name

    def __init__(self, **kw):
        self.__dict__.update(kw)


scan = _json.make_scanner(Context())
print(type(scan), scan.strict, scan.object_hook, scan.parse_float, scan.parse_int)
for text in ("null", "true", "false", "NaN", "Infinity", "-Infinity", "1", "-1", "0", "-0", "12345678901234567890123", "1.5", "-1.5e3", "1e5", "1E+5", "1e-5", "1e", "1.",
             "01", "-", "-x", "nul", "[]", "[1]", "[1,2 , 3]", "[ ]", "{}", "{ }", '{"a":1}', '{"a" : [1, {"b": null}] , "c":"d"}', '""', '"abc"', '"a\\nb"', '"\\u00e9"',
             '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83dx"', '"\\ud83d\\u0041"', '"\\"\\\\\\/\\b\\f\\r\\t"', '"\xe9"', '"\u20ac"', '"\U0001f600 \\u0041"', "x", "", " 1",
             '[1.5, "x", true]', '"a"', '"\xe9"', "[[[[1]]]]", "123456789012345678", "1234567890123456789", "[0.1, 1e400, -1e400, 1e-400]", '{"a":1,"a":2}', "[1]trailing", '"\\u12345"'):
    attempt(scan, text, 0)
attempt(scan, "  [1]", 2)
attempt(scan, "1", 5)
attempt(scan, "1", -1)
attempt(scan, 5, 0)
attempt(scan, "1")
attempt(scan, "1", "a")
attempt(scan, string="[1]", idx=0)
attempt(scan)
attempt(scan, "1", 0, 3)
attempt(_json.make_scanner)
attempt(_json.make_scanner, 1)
attempt(_json.make_scanner, 1, 2)
hooked = _json.make_scanner(Context(object_hook=lambda d: ("hook", sorted(d.items())), parse_int=lambda s: "int:" + s, parse_float=lambda s: "float:" + s))
attempt(hooked, '{"a": 1, "b": {"c": 2.5}}', 0)
pairs = _json.make_scanner(Context(object_pairs_hook=lambda p: ("pairs", p), object_hook=1))
attempt(pairs, '{"a": 1, "a": {"c": 2.5}, "e": {}}', 0)
loose = _json.make_scanner(Context(strict=False))
attempt(loose, '"a\nb\tc"', 0)
fails = _json.make_scanner(Context(parse_int=lambda s: 1 / 0))
attempt(fails, "[1]", 0)
keys = scan('[{"key": 1}, {"key": 2}]', 0)[0]
print([list(k)[0] for k in keys])

attempt(_json.scanstring, '"abc" rest', 1)
attempt(_json.scanstring, "abc\\u0041\" rest", 0)
attempt(_json.scanstring, "a\nb\"", 0, False)
attempt(_json.scanstring, "abc", 9)
attempt(_json.scanstring, "abc", -1)
attempt(_json.scanstring, 1, 0)
attempt(_json.scanstring, "a")
attempt(_json.scanstring)
attempt(_json.scanstring, "a", 1, 2, 3)

for s in ("", "abc", 'a"b\\c', "\n\r\t\f\b\x00\x1f\x7f", "\xe9\xff", "\u20ac\ud800", "\U0001f600x", "/" * 5, "mixed \xe9 and \u20ac"):
    print(ascii(_json.encode_basestring_ascii(s)), ascii(_json.encode_basestring(s)))
for f in (_json.encode_basestring_ascii, _json.encode_basestring):
    print(f.__text_signature__, f.__name__, f.__module__)
    attempt(f)
    attempt(f, 1)
    attempt(f, None)
    attempt(f, "a", "b")


class Str(str):
    pass


print(_json.encode_basestring_ascii(Str("x")))


def encoder(markers=None, default=None, encoder=_json.encode_basestring_ascii, indent=None, key=": ", item=", ", sort=False, skip=False, nan=True):
    return _json.make_encoder(markers, default, encoder, indent, key, item, sort, skip, nan)


def unknown(o):
    raise TypeError("unknown %s" % type(o).__name__)


class Number(int):
    def __repr__(self):
        return "Number"


class Real(float):
    def __repr__(self):
        return "Real"


class Listed(list):
    pass


class Dicted(dict):
    def items(self):
        return [("changed", 1)]


class Tupled(tuple):
    pass


plain = encoder({}, unknown)
for o in (None, True, False, 0, -5, 2**70, 1.5, -0.0, 1e100, float("inf"), float("-inf"), float("nan"), "a", "\xe9\u20ac", [], [1, [2, [3]]], (), (1, "x"), {}, {"a": 1},
          {"a": {"b": []}}, {1: 2, 1.5: 3, None: 4, True: 5, False: 6, "s": 7}, Number(7), Real(2.5), Listed([1]), Dicted(a=2), Tupled((1, 2)), {Number(3): Real(1.0)}, object, {(1, 2): 3},
          {b"x": 1}, [object()], {1, 2}, {"x": {2j}}):
    attempt(plain, o, 0)
attempt(encoder(nan=False), float("nan"), 0)
attempt(encoder(nan=False), {float("inf"): 1}, 0)
attempt(encoder(skip=True), {(1, 2): 3, "a": 1, b"q": 2, "z": 4}, 0)
attempt(encoder(sort=True), {"b": 1, "a": {"d": 1, "c": 2}}, 0)
attempt(encoder(sort=True), {"b": 1, 2: 3}, 0)
attempt(encoder(encoder=_json.encode_basestring), ["\xe9\u20ac", "a\n", {"\u20ac": 1}], 0)
attempt(encoder(encoder=lambda s: "<%s>" % s), ["a", {"k": "v", 1: 2}], 0)
attempt(encoder(encoder=lambda s: 5), ["a"], 0)
attempt(encoder(key=":", item=","), {"a": [1, 2], "b": 3}, 0)
attempt(encoder(key="\u2192", item="\xb7"), {"a": [1, 2], "b": 3}, 0)
attempt(encoder(default=lambda o: sorted(o)), {"s": {3, 1, 2}}, 0)
attempt(encoder({}, lambda o: [o]), object(), 0)
loop = []
loop.append(loop)
attempt(encoder({}), loop, 0)
loop = {}
loop["x"] = [loop]
attempt(encoder({}), loop, 0)
shared = [1]
attempt(encoder({}), [shared, shared], 0)


class BadItems(dict):
    def items(self):
        return self.answer


for answer in ([1], [(1, 2, 3)], 5, [("a", 1)], iter([("b", 2)])):
    b = BadItems(x=1)
    b.answer = answer
    try:
        print(encoder()(b, 0))
    except Exception as e:
        print(type(e).__name__)
changing = {"a": object(), "b": 2, "c": 3}


def change(o):
    changing.clear()
    changing["new"] = 1
    return "changed"


attempt(encoder(default=change), changing, 0)
e = encoder({}, unknown, sort=1, skip=0)
print(e.markers, e.default is unknown, e.encoder is _json.encode_basestring_ascii, e.indent, e.key_separator, e.item_separator, e.sort_keys, e.skipkeys, type(e))
attempt(lambda: setattr(e, "markers", 1))
attempt(_json.make_encoder)
attempt(_json.make_encoder, 1, 2, 3)
attempt(_json.make_encoder, [], None, None, None, "a", "b", 0, 0, 0)
attempt(_json.make_encoder, None, None, None, None, 1, "b", 0, 0, 0)
attempt(e)
attempt(e, 1)
attempt(e, 1, "x")
attempt(e, obj=[1], _current_indent_level=0)
deep = 1
for i in range(100):
    deep = [deep, {"k": deep}] if i < 5 else [deep]
print(len(plain(deep, 0)[0]), scan(plain(deep, 0)[0], 0)[0] == deep)
