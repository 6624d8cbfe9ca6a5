# FileIO.
import _io as io
import posix

name = "/tmp/sidewinder_raw_%d" % posix.getpid()


def tried(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)).replace(name, "NAME"))
    except Exception as e:
        print(repr(e).replace(name, "NAME"))


f = io.FileIO(name, "w+")
print(f.write(b"abcdef"), f.tell(), f.seek(1), f.read(2), f.read(), f.read(), f.seek(-2, 2), f.readall(), f.seek(0))
b = bytearray(4)
print(f.readinto(b), b, f.truncate(3), f.seek(0, 2), f.truncate(), f.readable(), f.writable(), f.seekable(), f.isatty())
print(f.mode, f.closefd, f.closed, repr(f).replace(name, "NAME"), f.name == name, f.__dict__ == {"name": name})
tried(f.seek, 1.5)
tried(f.seek, "x")
tried(f.seek, 2**70)
tried(f.seek, -1)
tried(f.truncate, 1.5)
tried(f.truncate, -1)
for arguments in [(name, "q"), (name, "rw"), (name, ""), (1.5,), ("/tmp",), (9999,), (-1,), (None,), ("/tmp/z\0",), (2**40,)]:
    tried(io.FileIO, *arguments)
tried(io.FileIO, name, closefd=False)
tried(io.FileIO, name, opener=lambda path, flags: -1)
tried(io.FileIO, name, opener=lambda path, flags: "x")
tried(io.FileIO, name, "x")
f.close()
f.close()
for method, arguments in [("read", ()), ("write", (b"",)), ("seek", (0,)), ("tell", ()), ("readable", ()), ("fileno", ()),
                          ("truncate", ()), ("readinto", (bytearray(1),)), ("readinto", (b"x",)), ("__enter__", ()),
                          ("isatty", ()), ("readall", ()), ("seekable", ())]:
    tried(getattr(f, method), *arguments)
print(f.mode, f.closed, f)
g = io.FileIO(name)
tried(g.write, b"x")
tried(g.readinto, "x")
g.name = 5
print(repr(g))
del g.name
print(repr(g)[:13])
modes = ["r", "r+", "w", "w+", "a", "a+"]
print([io.FileIO(name, mode).mode for mode in modes])
a = io.FileIO(name, "a")
print(a.tell(), a.write(b"xyz"), a.tell())
tried(a.read)
fd = posix.open(name, posix.O_RDONLY)
h = io.FileIO(fd, closefd=False)
print(h.read(), h.name == fd, h.closefd)
h.close()
print(posix.fstat(fd).st_size)
posix.close(fd)
i = io.FileIO(name, opener=lambda path, flags: posix.open(path, flags))
print(i.read(1), i.name == name)
r, w = posix.pipe()
posix.set_blocking(r, False)
p = io.FileIO(r)
print(p.read(5), p.readinto(bytearray(3)), p.readall(), p.seekable(), io.FileIO(w, "w").write(b"ab"), p.read(5))
tried(p.seek, 0)
tried(p.tell)
posix.unlink(name)
