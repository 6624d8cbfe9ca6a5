# BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair.
import _io as io
import posix

name = "/tmp/sidewinder_buffered_%d" % posix.getpid()


def tried(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)).replace(name, "NAME"))
    except Exception as e:
        print(repr(e).replace(name, "NAME"))


io.FileIO(name, "w").write(b"abc\ndefg\nhi")
b = io.BufferedReader(io.FileIO(name), 4)
print(b.peek(1), b.read(1), b.read1(9), b.read1(9), b.tell(), b.readline(), b.readline(), b.read(), b.read(), b.readline())
print(b.seek(2), b.readlines(), b.seek(-3, 2), list(b), b.seek(0), b.read(100), b.seek(0), b.seek(3, 1), b.read(2), b.seek(-1, 1), b.read(1))
t = bytearray(7)
print(b.seek(0), b.readinto(t), t, b.readinto1(t), t, b.readinto(t), b.readable(), b.writable(), b.seekable(), b.isatty())
print(b.seek(0), [b.read(n) for n in (0, 1, 5, 2, 9)], b.tell(), b.seek(0), [b.readline(n) for n in (0, 2, 2, 9, 1, 9)])
print(repr(b).replace(name, "NAME"), b.name == name, b.mode, b.raw, b.closed) if 0 else None
tried(b.write, b"")
tried(b.seek, 0, 5)
tried(b.seek, -1)
tried(b.read, -5)
tried(b.read, "x")
tried(b.read1, "x")
tried(b.readline, "x")
tried(b.truncate)
tried(b.readinto, b"x")
b.close()
for method, arguments in [("read", ()), ("read1", ()), ("peek", ()), ("readinto", (bytearray(2),)), ("readline", ()),
                          ("seek", (0,)), ("tell", ()), ("flush", ()), ("truncate", ()), ("readable", ()),
                          ("seekable", ()), ("fileno", ()), ("__iter__", ()), ("__next__", ()), ("isatty", ()),
                          ("detach", ())]:
    print(method, end=" ")
    tried(getattr(b, method), *arguments)

w = io.BufferedWriter(io.FileIO(name, "w"), 16)
tried(w.write, "x")
tried(w.read)
tried(w.readable)
for arguments in [(io.BufferedReader, io.FileIO(name, "w")), (io.BufferedWriter, io.FileIO(name)),
                  (io.BufferedReader, io.FileIO(name), 0), (io.BufferedReader, None), (io.BufferedRandom, io.FileIO(name))]:
    tried(*arguments)
print(w.write(b"0123456789"), posix.stat(name).st_size, w.tell(), w.write(b"abcdefgh"), posix.stat(name).st_size, w.flush())
print(posix.stat(name).st_size, w.write(b"x" * 100), posix.stat(name).st_size, w.seek(5), posix.stat(name).st_size)
print(w.write(b"!"), w.truncate(), posix.stat(name).st_size, w.tell())
print(repr(w.detach())[:12])
for method, arguments in [("write", (b"",)), ("seek", (0,)), ("tell", ()), ("flush", ()), ("truncate", ()),
                          ("readable", ()), ("close", ()), ("fileno", ()), ("detach", ())]:
    print(method, end=" ")
    tried(getattr(w, method), *arguments)
tried(repr, w)
tried(lambda: w.closed)
w = io.BufferedWriter(io.FileIO(name, "w"), 16)
w.close()
w.close()
tried(w.write, b"")
tried(w.flush)
tried(w.truncate)
tried(w.seek, 0)
b = io.BufferedReader.__new__(io.BufferedReader)
tried(b.read)
tried(repr, b)
tried(b.close)

m = io.BufferedRandom(io.FileIO(name, "w+"), 8)
print(m.write(b"hello world, hello all"), m.tell(), m.seek(0), m.read(5), m.write(b"_"), m.read(3), m.tell(), m.peek()[:2])
print(m.seek(-3, 2), m.write(b"ALL!"), m.seek(0), m.read(), m.seek(3), m.readline(4), m.write(b"##"), m.flush(), m.seek(0), m.read())
print(m.seek(2), m.read(2), m.truncate(), m.seek(0), m.read())
m.close()

p = io.BufferedRWPair(io.FileIO(name), io.FileIO(name, "a"))
print(p.read(2), p.write(b"zz"), p.flush(), p.read(), p.readable(), p.writable(), p.isatty(), p.closed, p.peek(), p.read1(1))
tried(p.seek, 0)
tried(p.fileno)
tried(p.detach)
tried(p.close)
tried(p.write, b"")
tried(p.read)
print(p.closed)
tried(io.BufferedRWPair, 1, 2)
tried(io.BufferedRWPair, io.FileIO(name), io.FileIO(name))

# Pipes that do not wait.
r, w = posix.pipe()
posix.set_blocking(r, False)
posix.set_blocking(w, False)
reader, writer = io.BufferedReader(io.FileIO(r)), io.BufferedWriter(io.FileIO(w, "w"), 4096)
print(reader.read(5), reader.read(), reader.read1(4), reader.peek(), writer.write(b"abc"), writer.flush(), reader.read(5))
try:
    while True:
        writer.write(b"x" * 5000)
except BlockingIOError as e:
    print(e, e.errno, 0 <= e.characters_written <= 5000)
total = 0
while data := reader.read(10000):
    total += len(data)
print(total >= 65536)
writer.flush()
print(len(reader.read()) > 0)
posix.unlink(name)


class Sub(io.BufferedReader):
    def readline(self, size=-1):
        return b"line" if self.read(1) else b""


print(list(Sub(io.BytesIO(b"abc"))), Sub(io.BytesIO()).__dict__)
b = io.BufferedReader(io.BytesIO(b"0123456789"), 3)
print(b.read(4), b.tell(), b.seek(1), b.read(), b.raw.getvalue())
