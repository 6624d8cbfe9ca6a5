# `sequence + x` and `sequence * x` ask both operands' number methods first, then the sequence's + and *: CPython's order, texts and results.
class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n

class Reflected(Index):
    def __radd__(self, other): return "radd"
    def __rmul__(self, other): return "rmul"

class Declines(Index):
    def __radd__(self, other): return NotImplemented
    def __rmul__(self, other): return NotImplemented

class RaisesIt(Index):
    def __radd__(self, other): raise KeyError("radd")
    def __rmul__(self, other): raise KeyError("rmul")

class Both:
    def __add__(self, other): return "add"
    def __mul__(self, other): return "mul"

class DeclinesLeft:
    def __add__(self, other): return NotImplemented
    def __mul__(self, other): return NotImplemented

class ReflectedInt(int):
    def __rmul__(self, other): return "int rmul"
    def __radd__(self, other): return "int radd"

class PlainInt(int): pass

def subclasses(base):
    class Plain(base): pass
    class Radd(base):
        def __radd__(self, other): return "own radd"
    class Rmul(base):
        def __rmul__(self, other): return "own rmul"
    class Add(base):
        def __add__(self, other): return "own add"
    class Mul(base):
        def __mul__(self, other): return "own mul"
    class AddDeclines(base):
        def __add__(self, other): return NotImplemented
    class MulDeclines(base):
        def __mul__(self, other): return NotImplemented
    class AddNone(base):
        __add__ = None
    class InPlace(base):
        def __iadd__(self, other): return "own iadd"
        def __imul__(self, other): return "own imul"
    class InPlaceDeclines(base):
        def __iadd__(self, other): return NotImplemented
        def __imul__(self, other): return NotImplemented
    class Grandchild(Radd): pass
    class Super(base):
        def __add__(self, other): return ("super", super().__add__(other))
        def __mul__(self, other): return ("super", super().__mul__(other))
    return [Plain, Radd, Rmul, Add, Mul, AddDeclines, MulDeclines, AddNone, InPlace, InPlaceDeclines, Grandchild, Super]

def show(label, operation):
    try:
        result = operation()
    except Exception as e:
        print(label, type(e).__name__, e)
    else:
        print(label, type(result).__name__, result if not isinstance(result, (list, bytearray)) else list(result))

def in_place_add(a, b):
    a += b
    return a

def in_place_multiply(a, b):
    a *= b
    return a

makers = [("list", list, [1, 2]), ("tuple", tuple, (1, 2)), ("str", str, "ab"), ("bytes", bytes, b"ab"), ("bytearray", bytearray, b"ab")]
others = [("Index", Index(2)), ("Reflected", Reflected(2)), ("Declines", Declines(2)), ("RaisesIt", RaisesIt(2)), ("Both", Both()),
          ("DeclinesLeft", DeclinesLeft()), ("ReflectedInt", ReflectedInt(2)), ("PlainInt", PlainInt(2)), ("int", 2), ("negative", -1), ("bool", True),
          ("float", 1.5), ("complex", 1j), ("None", None), ("dict", {}), ("set", {1}), ("huge", 2**70), ("type", int)]

for name, base, value in makers:
    for cls in [base] + subclasses(base):
        for other_name, other in others + [("same", base(value)), ("itself", cls(value))]:
            label = "%s %s %s" % (name, cls.__name__, other_name)
            show(label + " +", lambda: cls(value) + other)
            show(label + " r+", lambda: other + cls(value))
            show(label + " *", lambda: cls(value) * other)
            show(label + " r*", lambda: other * cls(value))
            show(label + " +=", lambda: in_place_add(cls(value), other))
            show(label + " *=", lambda: in_place_multiply(cls(value), other))
            show(label + " r+=", lambda: in_place_add(other, cls(value)) if other_name != "set" else None)
            show(label + " r*=", lambda: in_place_multiply(other, cls(value)))

# The methods as Python sees them.
for name, base, value in makers:
    for method in ("__add__", "__radd__", "__mul__", "__rmul__", "__iadd__", "__imul__", "__rmod__"):
        print(name, method, hasattr(base, method))
    for argument in ("x", 2, 2**70, None, Index(2), base(value)):
        label = type(argument).__name__
        for method in ("__add__", "__mul__", "__rmul__", "__iadd__", "__imul__"):
            if hasattr(base, method):
                show("%s.%s(%s)" % (name, method, label), lambda: getattr(base(value), method)(argument))

# Methods that come and go on a class.
class Late(list): pass
late = Late([1])
print(late + [2])
Late.__add__ = lambda self, other: "late add"
Late.__radd__ = lambda self, other: "late radd"
print(late + [2], [2] + late)
del Late.__add__, Late.__radd__
print(late + [2], [2] + late)
Late.__add__ = list.__add__
print(late + [2])
Late.__mul__ = list.__rmul__
print(late * 2, 2 * late)

# Hot loops: the classes of the operands change under way.
def hot(items):
    out = []
    for a, b in items:
        try:
            out.append(a + b)
        except TypeError as e:
            out.append(str(e))
        try:
            out.append(a * b)
        except TypeError as e:
            out.append(str(e))
    return out

mixed = [([1], [2]), ([1], Reflected(2)), (Late([3]), [4]), ("a", "b"), ("a", 3), (3, "a"), ((1,), 2), (Both(), [1]), (DeclinesLeft(), [1]), (2, [0])]
for i in range(30):
    got = hot([mixed[(i * 7 + k) % len(mixed)] for k in range(40)])
    if i % 10 == 0:
        print(got)
print(sum([[1], [2]], []), sum([(1,), Late([2])][:1], ()))
show("sum", lambda: sum([Reflected(1)], []))
