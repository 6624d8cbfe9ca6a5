# The abstract streams of _io: what they refuse, and in which words.
import _io


def tried(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as e:
        print(repr(e), type(e).__mro__[1].__name__)


calls = [("seek", ()), ("seek", (1, 2)), ("tell", ()), ("truncate", ()), ("truncate", (1, 2, 3)), ("fileno", ()),
         ("isatty", ()), ("read", ()), ("readinto", (bytearray(3),)), ("write", (b"",)), ("readall", ()),
         ("readline", ()), ("readline", (3,)), ("detach", ()), ("read1", ()), ("readinto1", (bytearray(1),)),
         ("readlines", ()), ("writelines", ("ab",)), ("_checkClosed", ()), ("_checkReadable", ()),
         ("_checkSeekable", ()), ("_checkWritable", ()), ("flush", ()), ("seekable", ()), ("close", ()),
         ("flush", ()), ("__enter__", ()), ("readlines", ()), ("__iter__", ()), ("seekable", ()), ("isatty", ()),
         ("fileno", ())]
for cls in [_io._IOBase, _io._RawIOBase, _io._BufferedIOBase, _io._TextIOBase]:
    stream = cls()
    print("--", cls)
    for method, arguments in calls:
        print(method, arguments, end=" ")
        if hasattr(stream, method):
            tried(getattr(stream, method), *arguments)
        else:
            print("missing")
    for name in ["closed", "encoding", "errors", "newlines"]:
        tried(getattr, stream, name)
tried(_io._IOBase().__exit__, 1, 2, 3)


# Streams in Python.
class Raw(_io._RawIOBase):
    def __init__(self, *pieces):
        self.pieces = list(pieces)
        self.written = []

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        if not self.pieces:
            return 0
        piece = self.pieces.pop(0)
        if piece is None:
            return None
        n = min(len(piece), len(buffer))
        buffer[:n] = piece[:n]
        if piece[n:]:
            self.pieces.insert(0, piece[n:])
        return n

    def write(self, data):
        self.written.append(bytes(data))
        return len(data)


print(Raw(b"abc", b"def").read(), Raw(b"abc", b"def").read(2), Raw(None).read(3), Raw(b"a", None, b"b").readall(), Raw(None).readall())
print(Raw(b"one\ntwo\nth", b"ree").readlines(), list(Raw(b"a\nb\n")), Raw(b"abc\ndef").readline(2))
print(Raw(b"a\nb\nc\n").readlines(3))
r = Raw()
r.writelines([b"x", b"yy"])
print(r.written)
with r as same:
    print(same is r, r.closed)
print(r.closed)
tried(r.writelines, [])
tried(r.readlines)


class Wrong(_io._RawIOBase):
    answer = None

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        return self.answer

    def write(self, data):
        return self.answer


def wrong(answer):
    w = Wrong()
    w.answer = answer
    return w


for answer in [5000, -1, "x", None, 2**80]:
    if answer not in (5000, -1):
        tried(wrong(answer).read, 10)
    tried(_io.BufferedReader(wrong(answer), 16).read, 10)
    tried(_io.BufferedReader(wrong(answer), 16).read1, 10)
    tried(_io.BufferedReader(wrong(answer), 16).peek)
    b = _io.BufferedWriter(wrong(answer), 2)
    if answer is not None:
        tried(b.write, b"abcdef")
    b.raw.answer = 1
    tried(b.flush)


class Closer(_io._IOBase):
    def flush(self):
        print("flush")
        raise OSError("not flushed")

    def close(self):
        print("close")
        super().close()


c = Closer()
tried(c.close)
print(c.closed)
tried(c.close)


class Named(_io._IOBase):
    name = "x"


print(isinstance(Named(), _io._IOBase), hash(Named()) is not None)
