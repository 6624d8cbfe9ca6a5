# TextIOWrapper and open().
import _io as io
import posix

name = "/tmp/sidewinder_text_%d" % posix.getpid()


def tried(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)).replace(name, "NAME").split(" at 0x")[0])
    except Exception as e:
        print(repr(e).replace(name, "NAME"))


B = io.BytesIO
for arguments in [(), (B(), 5), (B(), None, 5), (B(), "utf-8", None, "q"), (B(), "utf-8", None, 5), (B(), "a\0"), (None,), (3,),
                  (B(), "utf-8", "strict", "a\0"), (B(), "utf-8", "strict", None, 5, 6)]:
    tried(io.TextIOWrapper, *arguments)
text = "abc\ncaf\u00e9 \u20ac\r\n\U0001f600\rx"
for encoding in ["utf-8", "latin-1", "ascii"]:
    for errors in ["ignore", "replace", "backslashreplace", "surrogateescape"]:
        try:
            b = B()
            t = io.TextIOWrapper(b, encoding, errors, newline="")
            t.write(text)
            t.flush()
            print(encoding, errors, b.getvalue(), t.encoding, t.errors)
        except UnicodeError as e:
            print(encoding, errors, e)
data = text.encode()
for newline in [None, "", "\n", "\r", "\r\n"]:
    t = io.TextIOWrapper(B(data), "utf-8", newline=newline)
    t._CHUNK_SIZE = 3
    print(repr(newline), ascii(list(t)), t.newlines)
    t = io.TextIOWrapper(B(data), "utf-8", newline=newline)
    print(ascii(t.read(5)), ascii(t.readline()), ascii(t.readline(2)), ascii(t.read()), repr(t.read()), t.newlines)
    w = io.TextIOWrapper(B(), "utf-8", newline=newline)
    print(w.write("a\nb\n"), w.flush(), w.buffer.getvalue())
for bad in [b"a\xffb", b"ab\xe2\x82", b"\xed\xa0\x80", b"\xe2\x82\xacx\x80"]:
    for errors in ["strict", "replace", "surrogateescape", "surrogatepass"]:
        try:
            print(ascii(io.TextIOWrapper(B(bad), "utf-8", errors).read()))
        except UnicodeDecodeError as e:
            print(e)
        t = io.TextIOWrapper(B(bad), "utf-8", "replace")
        t._CHUNK_SIZE = 1
    print(ascii(t.read(100)))

# Positions.
for newline in [None, "\n", ""]:
    t = io.TextIOWrapper(B(data * 3), "utf-8", newline=newline)
    t._CHUNK_SIZE = 7
    places = []
    while True:
        place = t.tell()
        c = t.read(1)
        places.append((place, c))
        if not c:
            break
    ok = True
    for place, c in reversed(places):
        ok = ok and t.seek(place) == place and t.read(1) == c and (t.seek(place), t.tell())[1] == place
    print(repr(newline), len(places), ok, t.seek(0, 2), t.seek(0), ascii(t.read(2)), t.seek(0, 1) == t.tell())

t = io.TextIOWrapper(B(b"abc\ndef"), "ascii")
print(repr(t))
for method, arguments in [("read", ("x",)), ("write", (b"x",)), ("seek", (-1,)), ("seek", (1, 1)), ("seek", (1, 2)),
                          ("seek", (0, 5)), ("seek", ("x",)), ("truncate", (-1,)), ("tell", ()), ("readline", ("x",)),
                          ("__next__", ()), ("tell", ())]:
    print(method, end=" ")
    tried(getattr(t, method), *arguments)
tried(list, t)
tried(t.tell)
tried(setattr, t, "_CHUNK_SIZE", 0)
tried(setattr, t, "_CHUNK_SIZE", "x")
tried(lambda: t._CHUNK_SIZE)
tried(lambda: t.name)
tried(delattr, t, "_CHUNK_SIZE")
tried(setattr, t, "encoding", "x")
for keywords in [{"newline": "q"}, {"errors": 5}, {"newline": 5}, {"line_buffering": "x"}, {"errors": "ignore"}, {"encoding": "utf-8"}]:
    tried(t.reconfigure, **keywords)
print(t.errors, t.encoding, t.line_buffering, t.write_through)
t.detach()
for method in ["read", "detach", "flush", "close", "__next__", "readable"]:
    tried(getattr(t, method))
for attribute in ["closed", "encoding", "buffer", "newlines", "errors"]:
    tried(getattr, t, attribute)
tried(repr, t)
t = io.TextIOWrapper(B(b"abc\ndef"), "ascii")
t.close()
for method, arguments in [("read", ()), ("readline", ()), ("write", ("x",)), ("seek", (0,)), ("tell", ()), ("flush", ()),
                          ("truncate", ()), ("readable", ()), ("writable", ()), ("seekable", ()), ("fileno", ()),
                          ("isatty", ()), ("detach", ()), ("__next__", ()), ("__iter__", ()), ("close", ()),
                          ("reconfigure", ()), ("readlines", ())]:
    print(method, end=" ")
    tried(getattr(t, method), *arguments)
t = io.TextIOWrapper.__new__(io.TextIOWrapper)
tried(t.read)
tried(repr, t)
tried(lambda: t.closed)

# Buffering of what is written.
b = B()
t = io.TextIOWrapper(b, "utf-8")
print(t.write("abc"), b.getvalue(), t.flush(), b.getvalue(), t.write("x" * 9000), len(b.getvalue()))
t = io.TextIOWrapper(io.BufferedWriter(B()), "utf-8", line_buffering=True)
print(t.write("abc"), t.buffer.raw.getvalue(), t.write("d\ne"), t.buffer.raw.getvalue(), t.write("\r"), t.buffer.raw.getvalue())
t = io.TextIOWrapper(B(), "utf-8", write_through=True)
print(t.write("abc"), t.buffer.getvalue(), t.reconfigure(write_through=False), t.write("d"), t.buffer.getvalue(), t.write_through)

with open(name, "w") as f:
    print(f.mode, f.name == name, f.encoding, f.errors, f.newlines, f.line_buffering, repr(f).replace(name, "NAME"))
    print(f.write("one\ntwo\nthree"), f.tell(), f.fileno() > 2, f.isatty(), f.readable(), f.writable(), f.seekable())
    tried(f.read)
print(f.closed)
with open(name, "r+", newline="") as f:
    print(f.readline(), f.tell(), f.write("TWO"), f.tell(), f.read(), f.seek(0), f.read(), type(f.buffer).__name__)
with open(name, "a+") as f:
    print(f.tell(), f.read(), f.write("!"), f.seek(0), f.read())
with open(name, "rb", buffering=0) as f:
    print(type(f).__name__, f.read(3))
with open(name, "wb") as f:
    print(type(f).__name__, f.write(b"\xef\xbb\xbfx"), f.truncate(2), f.name == name, f.mode)
with open(name, "xb" if 0 else "rb+") as f:
    print(type(f).__name__, f.read(), f.write(b"yy"), f.seek(0), f.read(), f.raw.mode)
for arguments in [(name, "rr"), (name, "rw"), (name, "z"), (name, ""), (name, "+"), (name, "tb"), (name, "rb", 0, "utf-8"),
                  (name, "rb", 0, None, "x"), (name, "rb", 0, None, None, "x"), (name, "r", 0), (name, "rb", -5), (5.5,),
                  (None,), (name, 5), (name, "U"), (name, "r", -1, 5), ("/tmp", "r"), ("/tmp/zz\0",), ("/nope/x",), (name, "x"),
                  (name, "r", "a"), (-1,), (9999,), (True if 0 else 10**20,)]:
    print(str(arguments[1:]), end=" ")
    tried(open, *arguments)
tried(open)
tried(io.open_code, 5)
tried(io.open_code, "/nope")
tried(io.open_code, b"/tmp/zz")
tried(io.open_code, name)
tried(io.text_encoding, "x", 5)
f = open(posix.open(name, posix.O_RDONLY), closefd=True)
print(type(f.name), f.buffer.raw.closefd)
f.close()
print(open(b"%s" % name.encode()).name == name.encode(), open.__module__, io.TextIOWrapper.__module__, io.open is open)
posix.unlink(name)
