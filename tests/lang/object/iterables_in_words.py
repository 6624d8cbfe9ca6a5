# Where something iterable is wanted and is not: whose words the TypeError has.
import collections
import itertools
import struct

class It:

    def __iter__(s):
        return 7

class It2:

    def __iter__(s):
        raise TypeError('own')

class It3:

    def __iter__(s):
        raise ValueError('own')

class It4:
    __iter__ = None

class It5:

    def __getitem__(s, i):
        raise TypeError('item')

class It6:

    def __iter__(s):
        return s

    def __next__(s):
        raise TypeError('next')

def sl(o, k):
    l = [1, 2, 3, 4]
    l[k] = o
    return l
for o in (It(), It2(), It3(), It4(), It5(), It6(), 5):
    for name, g in (('join', lambda: ''.join(o)), ('bjoin', lambda: b''.join(o)), ('bajoin', lambda: bytearray().join(o)), ('sl', lambda: sl(o, slice(1, 2))), ('ext', lambda: sl(o, slice(None, None, 2))), ('list', lambda: list(o)), ('extend', lambda: [].extend(o)), ('set', lambda: set(o)), ('star', lambda: [*o]), ('call', lambda: print(*o)), ('unpack', lambda: (lambda: [a for a, b in [o]])()), ('tuple', lambda: tuple(o)), ('bytes', lambda: bytes(o)), ('ba', lambda: bytearray(b'a').extend(o)), ('basl', lambda: bytearray(b'abc').__setitem__(slice(1), o)), ('dict', lambda: dict(o)), ('dict1', lambda: dict([o])), ('sum', lambda: sum(o)), ('max', lambda: max(o)), ('map', lambda: list(map(str, o))), ('zip', lambda: list(zip(o))), ('in', lambda: 1 in o), ('sorted', lambda: sorted(o)), ('deque', lambda: collections.deque(o)), ('fromkeys', lambda: dict.fromkeys(o)), ('any', lambda: any(o)), ('enumerate', lambda: list(enumerate(o))), ('fs', lambda: frozenset(o)), ('union', lambda: {1}.union(o)), ('chain', lambda: list(itertools.chain(o))), ('isdisjoint', lambda: {1}.isdisjoint(o)), ('min2', lambda: min(o, default=3)), ('yf', lambda: list((lambda: (yield from o))())), ('str.join', lambda: ','.join([o])), ('+=', lambda: [].__iadd__(o)), ('reversed', lambda: reversed(o)), ('next', lambda: next(iter(o))), ('exec', lambda: exec('a, b = o', {'o': o})), ('exec2', lambda: exec('a, *b = o', {'o': o})), ('writelines', lambda: __import__('io').StringIO().writelines(o)), ('type', lambda: type('T', o, {})), ('isinstance', lambda: isinstance(1, o)), ('slots', lambda: type('T', (), {'__slots__': o})), ('fsplit', lambda: 'a'.startswith(o)), ('array', lambda: __import__('array').array('i', o)), ('bases', lambda: setattr(type('A', (), {}), '__bases__', o))):
        try:
            print(type(o).__name__, name, g())
        except Exception as e:
            print(type(o).__name__, name, type(e).__name__, e)
