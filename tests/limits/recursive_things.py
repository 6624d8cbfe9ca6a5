"""What recurses without end, or over data nested deeply: functions and classes that recursion_cases.py uses."""

import abc
import ast
import collections
import copy
import dataclasses
import functools
import gc
import io
import itertools
import json
import marshal
import operator
import pickle
import re
import string
import sys
import threading
import types
import typing
import weakref

DEPTH = 100000


def nest(wrap, depth=None, value=None):
    for _ in range(depth or DEPTH):
        value = wrap(value)
    return value


def lists():
    return nest(lambda x: [x])


def tuples():
    return nest(lambda x: (x,))


def proxies():
    return nest(lambda x: types.MappingProxyType({1: x}))


def negated_tree():
    one = ast.Constant(1, lineno=1, col_offset=0)
    return nest(lambda x: ast.UnaryOp(ast.Not(), x, lineno=1, col_offset=0), None, one)


def tree_of_ifs():
    one = ast.Constant(1, lineno=1, col_offset=0)
    last = ast.Pass(lineno=1, col_offset=0)
    return nest(lambda x: ast.If(one, [x], [], lineno=1, col_offset=0), None, last)


def wrapped_call(x):
    return functools.partial(x) if isinstance(x, type) else functools.partial(lambda *a: x(), 1)


def dicts():
    return nest(lambda x: {1: x})


TV = typing.TypeVar("T")


class O:
    pass


def except_deep():
    try:
        raise ValueError
    except tuples():
        return 'caught'


def cmp_rec(a, b):
    return sorted([1, 2], key=functools.cmp_to_key(cmp_rec)) and 0


@functools.lru_cache(None)
def lru_rec(n):
    return lru_rec(n + 1)


def yf(n):
    yield from yf(n + 1)


def tee_chain():
    a = iter(range(100000))
    x, y = itertools.tee(a)
    for i in x:
        pass
    return sum(y)


def mkgen(x):
    try:
        yield 1
        yield from x
    finally:
        pass


def gen_close():
    g = iter(())
    for _ in range(3000):
        g = (lambda g: (lambda: (yield from g))())(g)

    def first():
        yield 1
    g2 = first()
    for _ in range(300):
        g2 = (lambda g: (lambda: (yield from g))())(g2)
    next(g2)
    g2.close()
    return 'closed'


def gen_throw():

    def first():
        yield 1
    g2 = first()
    for _ in range(300):
        g2 = (lambda g: (lambda: (yield from g))())(g2)
    next(g2)
    g2.throw(ValueError)


async def coro(n):
    await coro(n + 1)


async def agen(n):
    async for x in agen(n + 1):
        yield x


class GA:

    def __getattr__(self, n):
        return getattr(self, n + 'x')


class GB:

    def __getattribute__(self, n):
        return self.x


class SA:

    def __setattr__(self, n, v):
        self.x = 1


class DA:

    def __delattr__(self, n):
        del self.x


class PR:

    @property
    def x(self):
        return self.x


class DESC:

    def __get__(self, o, t):
        return o.x


class DE:
    x = DESC()


class CP:

    @functools.cached_property
    def x(self):
        return self.x


class RR:

    def __repr__(self):
        return '%r' % self

    def __str__(self):
        return '%s' % self

    def __eq__(self, o):
        return self == o

    def __hash__(self):
        return hash(self)

    def __bool__(self):
        return not self

    def __len__(self):
        return len(self)

    def __iter__(self):
        return iter(self)

    def __next__(self):
        return next(self)

    def __call__(self):
        return self()

    def __getitem__(self, k):
        return self[k]

    def __contains__(self, k):
        return k in self

    def __add__(self, o):
        return self + o

    def __radd__(self, o):
        return o + self

    def __neg__(self):
        return -self

    def __iadd__(self, o):
        self += o
        return self

    def __lt__(self, o):
        return self < o

    def __gt__(self, o):
        return self > o

    def __format__(self, s):
        return format(self, s)

    def __index__(self):
        return operator.index(self)

    def __int__(self):
        return int(self)

    def __float__(self):
        return float(self)

    def __bytes__(self):
        return bytes(self)

    def __round__(self):
        return round(self)

    def __abs__(self):
        return abs(self)

    def __divmod__(self, o):
        return divmod(self, o)

    def __pow__(self, o):
        return pow(self, o)

    def __dir__(self):
        return dir(self)

    def __fspath__(self):
        return __import__('os').fspath(self)

    def __complex__(self):
        return complex(self)

    def __trunc__(self):
        return __import__('math').trunc(self)

    def __reversed__(self):
        return reversed(self)

    def keys(self):
        return self.keys()

    def f(self):
        pass


def RRF(m):
    return re.sub('a', RRF, 'a')


class CMR:

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *a):
        pass


def enter_rec():
    with CMR():
        pass


class MI(dict):

    def __missing__(self, k):
        return self[k]


class IN:

    def __init__(self):
        IN()


class NE:

    def __new__(cls):
        return cls()


class ME(type):

    def __new__(m, *a):
        return m(*a)


class IC(type):

    def __instancecheck__(c, o):
        return isinstance(o, c)

    def __subclasscheck__(c, o):
        return issubclass(o, c)


class RD:

    def __reduce_ex__(self, p):
        return copy.copy(self)


def SK():
    return sorted([1], key=lambda _: SK())


def MR(x):
    return list(map(MR, [x]))


def MK():
    return min([1, 2], key=lambda _: MK())


def AR():
    return any((AR() for _ in [1]))


class SND:

    def __set_name__(self, o, n):
        SN()


def SN():
    return type('A', (), {'x': SND()})


class ISBB:

    def __init_subclass__(cls):
        ISB()


def ISB():

    class A(ISBB):
        pass


class CG:

    def __class_getitem__(cls, k):
        return cls[k]


class LH:

    def __length_hint__(self):
        return operator.length_hint(self)

    def __iter__(self):
        return iter([1])


class MROM(type):

    def mro(c):
        return type(c)('a', (), {}).__mro__


SRC = "exec(SRC)"


ESRC = 'eval(ESRC)'


def import_rec():
    import builtins
    old = builtins.__import__
    builtins.__import__ = lambda *a, **k: __import__(*a, **k)
    try:
        import sys
    finally:
        builtins.__import__ = old


class SUB:

    def f(self):
        return self.f()


class SU(SUB):

    def f(self):
        return super().f()


def WR():
    f = lambda: 1
    for _ in range(5000):

        @functools.wraps(f)
        def f(g=f):
            return g()
    return f()


def exc_context():
    e = None
    for i in range(100000):
        n = ValueError(i)
        n.__context__ = e
        e = n
    try:
        try:
            raise e
        except ValueError:
            raise KeyError
    except KeyError as x:
        return 'ok'


def exc_cause():

    def f(n):
        try:
            raise ValueError(n)
        except ValueError:
            f(n + 1)
    f(0)


def traceback_fmt():
    import traceback
    e = None
    for i in range(3000):
        n = ValueError(i)
        n.__context__ = e
        e = n
    return len(''.join(traceback.format_exception(e))) > 100


def mkobj(x):
    o = O()
    o.x = x
    return o


class DEL:

    def __del__(self):
        self.x = None


def mkdel(x):
    o = DEL()
    o.x = x
    return o


def mkweak():
    x = None
    for _ in range(DEPTH):
        o = O()
        o.x = x
        o.r = weakref.ref(o, lambda r: None)
        x = o
    return x


def mktee():
    a, b = itertools.tee(iter(range(300000)))
    for i in a:
        pass
    return b


def mkel():
    import xml.etree.ElementTree as E
    x = E.Element('a')
    for _ in range(DEPTH):
        y = E.Element('a')
        y.append(x)
        x = y
    return x


def destroy(mk):
    import gc
    x = mk()
    del x
    gc.collect()
    return 'gone'


def xml_deep():
    import xml.etree.ElementTree as E
    return E.fromstring('<a>' * 20000 + '</a>' * 20000).tag


def xml_tostring():
    import xml.etree.ElementTree as E
    return len(E.tostring(mkel()))


def xml_copy():
    return copy.deepcopy(mkel()).tag


@dataclasses.dataclass
class DC:
    x: object


def memoryview_deep():
    m = b'abc'
    for _ in range(100000):
        m = memoryview(m)
    return len(m)


def csv_rec():
    import csv

    class W:

        def write(self, s):
            csv.writer(self).writerow([1])
    csv.writer(W()).writerow([1])


def ctx_rec():
    import contextvars

    def f():
        return contextvars.copy_context().run(f)
    return f()


def stop_rec():

    class I:

        def __iter__(self):
            return self

        def __next__(self):
            return next(iter(self))
    return list(I())


def SL():

    class S:
        __slots__ = ('x',)
    x = None
    for _ in range(DEPTH):
        s = S()
        s.x = x
        x = s
    return copy.deepcopy(x)


def trace_rec():

    def tr(f, e, a):
        return g() or tr

    def g():
        return 0
    sys.settrace(tr)
    try:
        return (lambda f: f(f))(lambda f: f(f))
    finally:
        sys.settrace(None)


def code_const():
    c = (lambda: 0).__code__
    for _ in range(20000):
        c = c.replace(co_consts=(c,))
    return hash(c) and c == c and 1


def deep_class():
    c = object
    for i in range(5000):
        c = type('A', (c,), {})
    return len(c.__mro__)


def deep_class2():
    c = type('A', (), {})
    b = c
    for i in range(3000):
        c = type('A', (c,), {})
    b.x = 1
    b.__repr__ = lambda s: 'r'
    return repr(c())


def proxy_rec():

    class P:

        def __str__(self):
            return str(weakref.proxy(self))
    p = P()
    return str(p)


def io_rec():

    class R(io.RawIOBase):

        def readinto(self, b):
            return io.BufferedReader(self).read(1)

        def readable(self):
            return True
    return R().read(1)
