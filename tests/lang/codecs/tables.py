# Every codec with every error handler, in both directions.
# many allocations
import codecs
import _codecs

try:
    import _warnings

    _warnings.filters.insert(0, ("ignore", None, Warning, None, 0))
    _warnings._filters_mutated()
except ImportError:
    pass


def attempt(function, *args):
    try:
        return ascii(function(*args))
    except Exception as error:
        return type(error).__name__ + ": " + ascii(str(error))


names = ["utf-8", "utf-8-sig", "utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "ascii",
         "latin-1", "cp1252", "cp437", "iso8859-15", "koi8-r", "mac-roman", "charmap", "unicode-escape",
         "raw-unicode-escape", "rot13", "punycode", "idna", "hex", "nonsense", "Latin_1", "ISO 8859-1", "UTF8"]
handlers = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape",
            "surrogatepass", "unknown"]
texts = ["", "abc", "a\xe9\xff", "a\u20ac\u1234z", "\U0001f600x", "\ud800", "a\udc80\udcffz\ud900\udc00", "\x00\x80~\\+-",
         "\t\n\r'\"", "\ufeffa", "x\udc80\u20acy\udc81"]
datas = [b"", b"abc", b"a\xe9\xff", b"\xe2\x82\xacz", b"\xe2\x82", b"\xf0\x9f\x98\x80x", b"\xed\xa0\x80", b"\xc0\x80\xf5\xff",
         b"\xf0\x80\x80\x80\xe0\x80", b"\xff\xfea\x00b", b"\xfe\xff\x00a\xd8\x00", b"\x00\xd8\x00\xdca\x00\x00\xdc",
         b"\xff\xfe\x00\x00a\x00\x00\x00\x00\x00\x11\x00", b"\x00\x00\xfe\xff\x00\x00\x00a", b"+AGEA4g-b+-+2D3eAA-", b"+AG", b"+2D0-",
         b"+A\xff", b"+AGE?", b"+?", b"\\x4\\x41\\u12\\u1234\\N{BULLET}\\N{foo}\\N{\\U00110000\\", b"\\101\\777\\\\\\q\\\n",
         b"\xef\xbb\xbfabc", b"\x81\x8d\x90", b"abc\xe9def\xc3"]
for name in names:
    for handler in handlers:
        for text in texts:
            print(name, handler, ascii(text), attempt(text.encode, name, handler))
        for data in datas:
            print(name, handler, data, attempt(data.decode, name, handler))
            print(name, handler, data, attempt(bytearray(data).decode, name, handler), attempt(str, data, name, handler))

# parts of a text: what is used of them
for function in (_codecs.utf_8_decode, _codecs.utf_7_decode, _codecs.utf_16_decode, _codecs.utf_16_le_decode,
                 _codecs.utf_16_be_decode, _codecs.utf_32_decode, _codecs.utf_32_le_decode, _codecs.utf_32_be_decode,
                 _codecs.unicode_escape_decode, _codecs.raw_unicode_escape_decode):
    for data in datas:
        for n in range(len(data) + 1):
            for final in (False, True):
                print(function.__name__, data[:n], final, attempt(function, data[:n], "replace", final))
                print(function.__name__, data[:n], final, attempt(function, data[:n], None, final))
for function in (_codecs.utf_16_ex_decode, _codecs.utf_32_ex_decode):
    for data in datas:
        for order in (-1, 0, 1):
            print(function.__name__, data, order, attempt(function, data, "replace", order, True))
for function in (_codecs.utf_16_encode, _codecs.utf_32_encode):
    for order in (-1, 0, 1):
        print(attempt(function, "a\u1234", None, order))
for handler in ("strict", "replace", "ignore", "foo"):
    for data in (b"", b"a\\", b"\\x4", b"\\x41\\xg", b"\\n\\t\\'\\\"\\a\\b\\f\\v\\r\\\\", b"\\0\\12\\400\\8", b"\\\n\\z", b"\\x4z\\x"):
        print(data, handler, attempt(_codecs.escape_decode, data, handler))
print(_codecs.escape_encode(bytes(range(256))))
print(_codecs.readbuffer_encode("\xe9"), _codecs.readbuffer_encode(bytearray(b"a")))
