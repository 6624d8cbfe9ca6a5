# Error handlers of one's own, the registry, the exceptions' attributes.
import codecs
import _codecs

try:
    import _warnings

    _warnings.filters.insert(0, ("ignore", None, Warning, None, 0))
    _warnings._filters_mutated()
except ImportError:
    pass


def attempt(function, *args, **kwargs):
    try:
        print(ascii(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))


calls = []


def fancy(error):
    calls.append((type(error).__name__, error.encoding, error.object, error.start, error.end, error.reason))
    return ("<%d>" % (error.end - error.start), error.end)


codecs.register_error("fancy", fancy)
for name in ("ascii", "latin-1", "cp1252", "utf-8", "utf-16-le", "utf-32-be"):
    attempt("a\u1234\u1235b\ud800".encode, name, "fancy")
for name in ("ascii", "utf-8", "utf-16-le", "utf-32-be", "cp1252", "utf-7", "unicode_escape", "raw_unicode_escape"):
    attempt(b"a\xff\x81b\\u1\xd8".decode, name, "fancy")
for call in calls:
    print(ascii(call))

results = [("x", 0), ("y", -1), ("z", 100), ("z", -100), "z", ("z",), (1, 2), ("z", "z"), (b"xy", 1), ("\u1234", 2), ("\xe9", 2), None,
           (b"x", 2), ("", 2)]
for result in results:
    count = [0]

    def handler(error):
        count[0] += 1
        return result if count[0] < 3 else ("!", error.end)

    codecs.register_error("result", handler)
    for name in ("ascii", "latin-1", "utf-8", "utf-16", "utf-32", "cp1252"):
        count[0] = 0
        attempt("a\u2345\ud800b".encode, name, "result")
        count[0] = 0
        attempt(b"a\xff\xd8b".decode, name, "result")


def replace_input(error):
    if error.object != b"other":
        error.object = b"other"
        return ("?", 1)
    return ("", error.end)


codecs.register_error("input", replace_input)
attempt(b"\xffabc".decode, "ascii", "input")
attempt(b"\xffabc".decode, "utf-8", "input")


def spoil(error):
    error.object = 5
    return ("?", 1)


codecs.register_error("spoil", spoil)
attempt(b"\xffabc".decode, "ascii", "spoil")

# the known handlers as functions
exceptions = [UnicodeEncodeError("ascii", "a\u1234\ud800b", 1, 3, "why"), UnicodeDecodeError("utf-8", b"a\xed\xa0\x80", 1, 4, "why"),
              UnicodeTranslateError("a\u1234b", 1, 2, "why"), UnicodeEncodeError("utf-8", "\ud800\udc80", 0, 2, "why"),
              UnicodeEncodeError("ascii", "\udc80", 0, 1, "why"), UnicodeDecodeError("ascii", b"\x80\xff", 0, 2, "why"),
              UnicodeEncodeError("ascii", "x", -3, 9, "why"), UnicodeDecodeError("foo", b"x", 5, 9, "why"), ValueError("v")]
for name in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogatepass", "surrogateescape"):
    function = codecs.lookup_error(name)
    print(name, function.__name__)
    for exception in exceptions:
        attempt(function, exception)
    attempt(function, 42)
attempt(codecs.lookup_error, "none such")
attempt(codecs.lookup_error, 5)
attempt(codecs.register_error, "x", 5)
attempt(codecs.register_error, 5, len)

e = UnicodeDecodeError("utf-8", b"abc", 0, 1, "why")
e.start, e.end, e.reason, e.encoding, e.object = 1, 3, "because", "utf-9", b"xyz"
print(e, e.args)
e.object = b""
print(e)
e = UnicodeEncodeError("c", "abc", 0, 5, "r")
print(e)
for bad in (("a",), ("a", "b", 1, 2, 3), ("a", b"b", "1", 2, "r"), (1, b"b", 1, 2, "r")):
    attempt(UnicodeDecodeError, *bad)
    attempt(UnicodeEncodeError, *bad)
    attempt(UnicodeTranslateError, *bad)


# search functions
def search(name):
    if name == "four":
        return (lambda s, errors="strict": (s.upper().encode(), len(s)), lambda b, errors="strict": ("X" * len(b), len(b)), None, None)
    if name == "bad_tuple":
        return (1, 2)
    if name == "bad_result":
        return (lambda s, e="": 5, lambda s, e="": 5, None, None)
    if name == "bad_type":
        return (lambda s, e="": (5, 1), lambda s, e="": (5, 1), None, None)
    if name == "array":
        return (lambda s, e="": (bytearray(b"z"), 1), lambda s, e="": (5, 1), None, None)
    if name == "raises":
        raise RuntimeError("in search")


codecs.register(search)
for name in ("four", "FOUR", "bad_tuple", "bad-result", "bad type", "array", "raises", "not there", "rot13", ""):
    attempt("abc".encode, name)
    attempt(b"61".decode, name)
    attempt(codecs.encode, "abc", name)
    attempt(codecs.decode, b"61", name)
codecs.unregister(search)
attempt("abc".encode, "four")
attempt(codecs.register, 5)
attempt(codecs.encode, "Hello", "rot13")
attempt(codecs.encode, "\xe9")
attempt(codecs.encode, "\u1234", "ascii", "replace")
attempt(codecs.encode, obj="a", encoding="ascii", errors="strict")
attempt(codecs.encode)
attempt(codecs.encode, "a", 5)
attempt(codecs.lookup)
attempt(codecs.lookup, "a\0b")
attempt("a".encode, "a\0b")

# tables
table = "".join(map(chr, range(128))) + "\u20ac" * 127 + "\ufffe"
for table in (table, "abc", "\0" + "".join(chr(i) for i in range(300, 555)), "\0\U00012345", "\0\0"):
    built = _codecs.charmap_build(table)
    print(type(built).__name__, ascii(built) if isinstance(built, dict) else built.size() > 100)
    for text in ("abc\0", "\u20ac", "\ufffe", "\U00012345", "\u012cz"):
        attempt(_codecs.charmap_encode, text, "replace", built)
        attempt(_codecs.charmap_encode, text, "strict", built)
for mapping in ({97: "xyz", 98: None, 99: 0x110000, 100: 0xFFFE, 101: 65, 102: 1.5, 103: "\ufffe", 104: b"q", 105: 300}, "ABC", None):
    for c in b"abcdefghij\x00\x01\x03":
        attempt(_codecs.charmap_decode, bytes([c]), "strict", mapping)
        attempt(_codecs.charmap_decode, bytes([c]), "replace", mapping)
        if mapping != "ABC":
            attempt(_codecs.charmap_encode, chr(c), "strict", mapping)
            attempt(_codecs.charmap_encode, chr(c), "replace", mapping)

# incremental
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([b])) for b in "a\xe9\u20ac\U0001f600".encode()])
encoder = codecs.getincrementalencoder("utf-16")()
print([encoder.encode(c) for c in "ab"])

for name in dir(_codecs):
    value = getattr(_codecs, name)
    if callable(value) and name != "__loader__":
        print(name, value.__text_signature__)
        attempt(value)
        attempt(value, 5)
        attempt(value, "a", 5)
