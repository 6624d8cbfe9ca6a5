# Persistent ids, dispatch tables, reducer_override, find_class, out-of-band buffers, memo, files of all abilities.
import _pickle
import copyreg
import io
from pickle import PickleBuffer


class Point:
    def __init__(self, x):
        self.x = x


class ById(_pickle.Pickler):
    def persistent_id(self, o):
        return "the-%s" % o.x if isinstance(o, Point) else None


class FromId(_pickle.Unpickler):
    def persistent_load(self, pid):
        return Point(pid)


for protocol in range(6):
    f = io.BytesIO()
    ById(f, protocol).dump([Point(1), 2, {"a": Point("q")}])
    print(f.getvalue())
    f.seek(0)
    print([getattr(o, "x", o) for o in FromId(f).load()][:2])
print(FromId(io.BytesIO(b"(P\nPab\nt.")).load()[0].x == "")
try:
    ById(io.BytesIO(), 0).dump(Point("\xe9"))
except _pickle.PicklingError as e:
    print(e)

p = _pickle.Pickler(io.BytesIO())
u = _pickle.Unpickler(io.BytesIO(b"N."))
for get in [lambda: p.persistent_id, lambda: p.dispatch_table, lambda: u.persistent_load]:
    try:
        print(get())
    except AttributeError as e:
        print("AttributeError", e)
for change in ["p.persistent_id = 3", "del p.persistent_id", "u.persistent_load = 3", "p.memo = 3", "u.memo = 3",
               "p.memo = {1: 2}", "u.memo = {'a': 1}", "u.memo = {-1: 1}", "p.bin = 1", "del p.memo"]:
    try:
        exec(change)
        print(change, "done")
    except Exception as e:
        print(change, type(e).__name__, e)

f = io.BytesIO()
p = _pickle.Pickler(f, 2)
p.dispatch_table = {Point: lambda o: (Point, (o.x + 1,))}
p.dump(Point(1))
print(_pickle.loads(f.getvalue()).x)


class Overrides(_pickle.Pickler):
    def reducer_override(self, o):
        if o is Point:
            return int, (5,)
        if isinstance(o, Point):
            return str, ("point",)
        return NotImplemented


f = io.BytesIO()
Overrides(f).dump([Point, Point(1), len, [1]])
print(_pickle.loads(f.getvalue()))


class Restricted(_pickle.Unpickler):
    def find_class(self, module, name):
        print("find", module, name)
        if name == "Point":
            raise ValueError("no points")
        return super().find_class(module, name)


for o in [len, [range(3), Point(1)]]:
    for protocol in (0, 2, 4):
        try:
            print(Restricted(io.BytesIO(_pickle.dumps(o, protocol))).load())
        except ValueError as e:
            print(e)

copyreg.add_extension("__main__", "Point", 0xf123)
pickled = _pickle.dumps(Point, 2)
print(pickled, _pickle.loads(pickled) is Point)
copyreg.remove_extension("__main__", "Point", 0xf123)

# --- buffers
for data in [b"abc", bytearray(b"abcd")]:
    for callback in [None, "collect", "in band"]:
        buffers = []
        what = {None: None, "collect": buffers.append, "in band": lambda b: True}[callback]
        pickled = _pickle.dumps([PickleBuffer(data), 1], 5, buffer_callback=what)
        print(pickled, len(buffers))
        back = _pickle.loads(pickled, buffers=buffers)
        print([bytes(b) if not isinstance(b, int) else b for b in back], type(back[0]).__name__)
for call in [lambda: _pickle.dumps(PickleBuffer(b"a"), 4), lambda: _pickle.dumps(1, 4, buffer_callback=print),
             lambda: _pickle.loads(b"\x80\x05\x97."), lambda: _pickle.loads(b"\x80\x05\x97.", buffers=[]),
             lambda: PickleBuffer(), lambda: PickleBuffer(1), lambda: PickleBuffer(b"a", b"b"),
             lambda: _pickle.dumps(PickleBuffer(memoryview(b"abcd")[::2]), 5),
             lambda: PickleBuffer(memoryview(b"abcd")[::2]).raw()]:
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
b = PickleBuffer(bytearray(b"xyz"))
m = b.raw()
print(m.format, m.shape, m.readonly, bytes(m), memoryview(b).tobytes())
m.release()
b.release()
b.release()
for call in [lambda: b.raw(), lambda: memoryview(b), lambda: _pickle.dumps(b, 5)]:
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)

# --- memo
f = io.BytesIO()
p = _pickle.Pickler(f, 2)
o = [1]
p.dump(o)
first = f.tell()
p.dump([o, o])
print(f.getvalue()[first:])
print({k == id(o): (v[0], v[1] is o) for k, v in p.memo.copy().items() if v[1] is o})
q = _pickle.Pickler(io.BytesIO(), 2)
q.memo = p.memo
print(len(q.memo.copy()), type(p.memo).__name__, p.memo.__reduce__()[0])
p.clear_memo()
print(p.memo.copy())
f.seek(0)
u = _pickle.Unpickler(f)
print(u.load(), u.load(), u.memo.copy())

# --- files
stream = b"".join(_pickle.dumps(["x" * 70000, i, b"y" * 200000, "z"], n) for i, n in enumerate([0, 2, 3, 4, 5]))


class Minimal:
    def __init__(self, data):
        self.file = io.BytesIO(data)

    def read(self, n):
        return self.file.read(n)

    def readline(self):
        return self.file.readline()


class WithReadInto(Minimal):
    def readinto(self, space):
        return self.file.readinto(space)


class WithPeek(Minimal):
    def peek(self, n):
        at = self.file.tell()
        data = self.file.read(min(n, 1000))
        self.file.seek(at)
        return data


class NoPeek(Minimal):
    def peek(self, n):
        raise NotImplementedError


for kind in [Minimal, WithReadInto, WithPeek, NoPeek, io.BytesIO, lambda d: io.BufferedReader(io.BytesIO(d))]:
    file = kind(stream)
    for _ in range(5):
        o = _pickle.load(file)
        print([len(o[0]), o[1], len(o[2]), o[3]], end=" ")
    print(file.read(5))
    file = kind(stream)
    u = _pickle.Unpickler(file)
    print([u.load()[1] for _ in range(5)])
for bad in [1, object(), io.StringIO("N.")]:
    try:
        print(_pickle.load(bad))
    except Exception as e:
        print(type(e).__name__, e)

# --- limits
deep = []
for _ in range(100000):
    deep = [deep]
try:
    _pickle.dumps(deep)
except RecursionError as e:
    print("RecursionError")


class Changes:
    def __reduce__(self):
        growing["new%d" % len(growing)] = 1
        return int, ()


growing = {"a": Changes(), "b": 1}
try:
    _pickle.dumps(growing)
except RuntimeError as e:
    print(e)


def local():
    class Local:
        pass
    return Local


def attempt(o, protocol=4):
    try:
        print(_pickle.dumps(o, protocol))
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])


attempt(local())
attempt(local()())
attempt(lambda: 1)
attempt(type("Unknown", (), {}))
attempt(type("Point", (), {"__module__": "__main__"}))
attempt(type("X", (), {"__module__": "no_such_module"}))
attempt((i for i in []))
attempt(io.StringIO)


class Says:
    def __init__(self, what):
        self.what = what

    def __reduce_ex__(self, protocol):
        return self.what


for what in [1, (), (1,), (1, 2), (int, 1), (int, (), 1, 2), (int, (), 1, None, 2), (int, (), 1, None, None, 2),
             (int,) * 7, "no_such_name", (copyreg.__newobj__, ()), (copyreg.__newobj__, (int,)),
             (copyreg.__newobj_ex__, (1, 2)), (copyreg.__newobj_ex__, (1, 2, 3)), (copyreg.__newobj_ex__, (int, 2, 3)),
             (copyreg.__newobj_ex__, (int, (), 3)), (int, (), None, iter([1])), (int, (), None, None, iter([1]))]:
    attempt(Says(what))
    attempt(Says(what), 2)
