"""Programs and statements that mutations begin with. The programs leave what they computed in `result`, and end soon."""

STATEMENTS = """\
x: int = 5
del x, y[0], z.a
assert x, "text"
a, (b, *c) = d = e
x += y @ z ** -w
lambda a, /, b=1, *c, d, **e: (yield)
print(f"{x!r:>{width}} {y=} {{}} {'nested' + f'{z}'}")
async def f(): return [x async for x in y if await z]
def f(a, /, b: int = 1, *args, c=2, **kw) -> str: return a
class C(B, metaclass=M): x = 1
from . import (a as b, c)
import a.b.c as d
global x
for a, *b in c: break
while x: continue
with a as b, (c as d): pass
raise E from None
return
x = [i for i in range(10) if i % 2 for j in i]
x = {**a, 'b': c, **d}
x = {*a, 1}
x[1:2, ::3, ...] = b'\\x00\\xff', 0x_ff, 1e-5j, 0o17, 0b1
f(*a, b, *c, d=1, **e)
x if y else z
not a or b and c in d is not e
"\\N{LATIN SMALL LETTER A}\\u1234\\U0001F600\\x41\\101"
r'raw' b'bytes' u'old'
try: a
@decorator
nonlocal y
x = (y := 5)
""".splitlines()

PROGRAMS = ['''\
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
result = [gcd(i * 7, 42 + i) for i in range(1, 40)]
''', '''\
class Node:
    __slots__ = ("left", "right", "value")
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
    def __iter__(self):
        if self.left: yield from self.left
        yield self.value
        if self.right: yield from self.right
tree = None
def insert(node, value):
    if node is None: return Node(value)
    if value < node.value: node.left = insert(node.left, value)
    else: node.right = insert(node.right, value)
    return node
for i in range(50): tree = insert(tree, i * 37 % 101)
result = list(tree)
''', '''\
words = {}
for w in ("a bb ccc a bb dddd e a" * 9).split():
    try:
        words[w] += 1
    except KeyError:
        words[w] = 1
    finally:
        last = w
result = sorted(words.items()), last
''', '''\
def make(n):
    total = 0
    def add(x, *, twice=False):
        nonlocal total
        total += x * 2 if twice else x
        return total
    return add
add = make(3)
result = [add(i, twice=i % 3 == 0) for i in range(60)]
''', '''\
def gen(n):
    try:
        for i in range(n):
            got = yield i * i
            if got: yield -got
    except ValueError as e:
        yield str(e)
    finally:
        log.append("end")
log = []
g = gen(30)
result = [next(g), g.send(5), next(g), g.throw(ValueError("v")), list(g), log]
''', '''\
result = []
for x in [1, 2.5, "s", (1, 2), [3, 4, 5], {"k": 1}, None, True, b"b"] * 5:
    match x:
        case int(): result.append("int")
        case [a, b]: result.append(a + b)
        case [a, *rest]: result.append(rest)
        case {"k": v}: result.append(v)
        case str() | bytes(): result.append(x)
        case None: result.append(0)
        case _: result.append("?")
''', '''\
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        ns["tag"] = name.lower() + str(len(kw))
        return super().__new__(m, name, bases, ns)
class A(metaclass=Meta):
    n = 1
    def f(self): return [self.n]
class B(A):
    n = 2
    def f(self): return super().f() + [self.tag]
class C(A): n = 3
class D(B, C):
    @property
    def g(self): return self.f()
    @classmethod
    def h(cls, k=2): return cls.n * k
    def __getattr__(self, name): return name * 2
result = [(D().g, D.h(), D().zz, C().f()) for _ in range(30)]
''', '''\
a = [[0] * 8 for _ in range(8)]
for i in range(8):
    for j in range(8):
        a[i][j] = i * j ^ (i << j) & 0xff
s = 0
for row in a:
    s += sum(row[1::2]) - row[-1] // 3
    row[2:5] = [s]
del a[0], a[-1][1:]
result = a, s
''', '''\
x = 0.5
n = 1
for i in range(200):
    x = x * 3.7 * (1 - x)
    n = n * 3 + i
    if n > 1 << 70: n >>= 65
result = round(x, 6), n, f"{n:,}", "%08.3f|%-6s|%+d" % (x, "ab", n), "{0:>10}{1!r}".format(i, "q")
''', '''\
class Ctx:
    def __init__(self, eat): self.eat = eat
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        out.append(t and t.__name__)
        return self.eat
out = []
def run(i):
    with Ctx(i % 2) as c:
        if i % 3: raise KeyError(i)
        return "returned"
    return "eaten"
for i in range(24):
    try: out.append(run(i))
    except LookupError as e: out.append(repr(e.args))
    else: out.append(i)
result = out
''', '''\
d = {i: str(i) for i in range(40)}
s = {k % 7 for k in d} | {"x"}
for k in list(d):
    if k % 5 == 0: del d[k]
    elif k % 3 == 0: d[k] = d.pop(k) + "!"
t = tuple(zip(d, d.values(), reversed(range(99))))
result = t, sorted(map(str, s)), max(d), "".join(c.upper() for c in "abcdef" if c not in "bd")
''']
