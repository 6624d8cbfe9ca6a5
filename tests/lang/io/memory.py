# BytesIO, StringIO, IncrementalNewlineDecoder.
import _io as io


def tried(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)).split(" at 0x")[0])
    except Exception as e:
        print(repr(e))


b = io.BytesIO(b"abc\ndef\n\ngh")
print(b.read(2), b.readline(), b.readlines(), b.read(), b.tell(), b.seek(0), b.readline(2), b.read1(3), list(b), b.getvalue())
print(b.seek(-2, 2), b.write(b"XYZ"), b.getvalue(), b.seek(20), b.write(bytearray(b"!")), b.getvalue(), b.truncate(3), b.getvalue(), b.tell())
t = bytearray(2)
print(b.seek(1), b.readinto(t), t, b.readinto(t), b.readable(), b.seekable(), b.writable(), b.isatty(), b.flush(), b.closed)
data = b"shared"
b = io.BytesIO(data)
v = b.getvalue()
b.seek(2)
b.write(b"XX")
print(data, v, b.getvalue(), b.seek(0), b.read() == b.getvalue(), b.writelines([b"1", b"2"]), b.getvalue())
b = io.BytesIO(b"abc")
for method, arguments in [
    ("seek", (-1,)), ("seek", (0, 5)), ("seek", (1, 1.5)), ("seek", ("x",)), ("seek", (-100, 2)), ("seek", (2**70,)),
    ("truncate", (-1,)), ("truncate", ("x",)), ("truncate", (None,)), ("read", ("x",)), ("write", ("x",)),
    ("readline", ("x",)), ("readlines", ("x",)), ("readinto", (b"x",)), ("__getstate__", ()),
    ("__setstate__", ((b"x",),)), ("__setstate__", (5,)), ("__setstate__", ((b"x", -1, None),)),
    ("__setstate__", ((b"x", 1, 5),)), ("__setstate__", ((b"x", "a", {}),)),
    ("__setstate__", ((b"xyz", 1, {"q": 3}),)), ("writelines", (["x"],)), ("writelines", (5,)), ("fileno", ())]:
    tried(getattr(b, method), *arguments)
print(b.__dict__, b.read())
tried(io.BytesIO, "x")
tried(io.BytesIO, 5)
tried(io.BytesIO, None)
b.close()
for method in ["read", "getvalue", "readable", "isatty", "flush", "__iter__", "__next__", "__getstate__", "tell", "__enter__"]:
    tried(getattr(b, method))
tried(b.write, b"")
tried(b.seek, 0)
print(b.closed)

for newline in ["\n", None, "", "\r", "\r\n"]:
    s = io.StringIO("a\r\nb\rc\n", newline=newline)
    print(repr(newline), s.getvalue().encode(), s.readlines(), s.newlines, s.write("x\ny"), s.getvalue().encode(), s.newlines)
s = io.StringIO()
print(s.write("caf\u00e9 \u20ac \U0001f600\n"), s.tell(), s.seek(0), ascii(s.read(4)), ascii(s.readline()), ascii(s.getvalue()))
print(s.seek(0), s.write("C"), ascii(s.getvalue()), s.truncate(4), s.getvalue().encode(), s.seek(0, 2), s.write("!"), s.getvalue().encode())
s = io.StringIO("a\nb\n", newline="\r\n")
for arguments in [(5,), ("", 5), ("", "q"), (None,), ("x", "\n\n")]:
    tried(io.StringIO, *arguments)
for method, arguments in [
    ("seek", (-1,)), ("seek", (1, 1)), ("seek", (1, 2)), ("seek", (0, 3)), ("seek", ("x",)), ("truncate", (-1,)),
    ("truncate", ("x",)), ("write", (b"x",)), ("read", ("x",)), ("readline", ("x",)), ("__getstate__", ()),
    ("__setstate__", (("x",),)), ("__setstate__", (("abc\n", "\n", 2, None),)), ("read", ()), ("fileno", ()),
    ("detach", ()), ("isatty", ()), ("seek", (2, 0)), ("seek", (0, 1)), ("seek", (0, 2)), ("flush", ()),
    ("seek", (20,)), ("write", ("z",)), ("getvalue", ()), ("readline", (0,)), ("seek", (1,)), ("readline", (2,))]:
    tried(getattr(s, method), *arguments)
for attribute in ["encoding", "errors", "line_buffering", "name", "newlines", "closed"]:
    tried(getattr, s, attribute)
s.close()
for method in ["read", "getvalue", "readable", "__next__", "__iter__", "truncate", "tell", "__enter__", "close"]:
    tried(getattr(s, method))
tried(s.write, "")
tried(lambda: s.newlines)
s = io.StringIO()
s.write("a\ud800b")
tried(s.getvalue)
tried(repr, s)


class Sub(io.StringIO):
    def readline(self, *args):
        return "line " + super().readline(*args) if self.tell() < 3 else ""


print(list(Sub("a\nb\nc\n")))
with io.StringIO("x") as s:
    print(s.read())
print(s.closed)

for translate in [True, False]:
    d = io.IncrementalNewlineDecoder(None, translate)
    tried(d.decode, "a\r")
    tried(d.decode, "\nb\r")
    tried(d.getstate)
    tried(d.decode, "", final=True)
    tried(lambda: d.newlines)
    tried(d.setstate, (b"", 1))
    tried(d.decode, "\n")
    tried(d.setstate, 5)
    tried(d.setstate, (1,))
    tried(d.reset)
    tried(lambda: d.newlines)
    tried(d.decode, b"x")
    tried(d.decode, 5)
tried(io.IncrementalNewlineDecoder)
tried(io.IncrementalNewlineDecoder, 1)
