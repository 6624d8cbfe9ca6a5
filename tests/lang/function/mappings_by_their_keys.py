# What `**` takes: whatever has keys(), from wherever; and what is said of what has none.
import types

class K:

    def __getattr__(s, n):
        raise KeyError(n)

class G:

    def __getattr__(s, n):
        if n == 'keys':
            return lambda: iter('ab')
        raise AttributeError(n)

    def __getitem__(s, k):
        return k * 2

class N:

    def keys(s):
        return 5

    def __getitem__(s, k):
        return k

class P:

    @property
    def keys(s):
        raise ValueError('prop')

class Q:
    keys = None

class J:

    def keys(s):
        return ['x']

class C:

    @classmethod
    def keys(c):
        return ['y']

    def __getitem__(s, k):
        return k

def f(**k):
    return k
m = types.ModuleType('m')
m.keys = lambda: ['mod']
inst = J()
inst2 = type('I', (), {})()
inst2.keys = lambda: []
for o in (K(), G(), N(), P(), Q(), J(), C(), m, inst2, 5, [(1, 2)], 'ab', None, type, dict, [], [('a',)], iter([('k', 1)]), {1: 2}, types.MappingProxyType({'z': 1})):
    for name, g in (('{**}', lambda: {**o}), ('f(**)', lambda: f(**o)), ('dict', lambda: dict(o)), ('update', lambda: (lambda d: (d.update(o), d))({})), ('|=', lambda: (lambda d: d.__ior__(o))({}))):
        try:
            print(type(o).__name__, name, g())
        except Exception as e:
            print(type(o).__name__, name, type(e).__name__, e)
