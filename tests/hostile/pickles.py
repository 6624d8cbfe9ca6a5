"""Pickles with bytes changed, and opcodes in any order."""

import array
import collections
import copy
import datetime
import decimal
import fractions
import io
import pickle
import pickletools

from _mutations import mutated


class Plain:
    def __init__(self):
        self.a, self.b = 1, [self]

    def __repr__(self):
        return f"Plain({sorted(map(str, self.__dict__))})"


class Slotted:
    __slots__ = ("a", "b")

    def __repr__(self):
        return f"Slotted({getattr(self, 'a', '-')})"


class Stateful(list):
    def __setstate__(self, state):
        self.append(state)

    def __reduce__(self):
        return Stateful, (), 5, iter([1, 2])


def values():
    plain, slotted = Plain(), Slotted()
    slotted.a = 5
    shared = [1, "two"]
    return [
        None, True, 0, -5, 300, 2**40, -(2**2100), 1.5, "text", "é" * 300, b"b" * 300, bytearray(b"abc"), (), (1,), (1, 2, 3, 4), [shared, shared], {"k": shared},
        {1, 2}, frozenset({1}), plain, slotted, Stateful([1]), collections.OrderedDict(a=1), collections.deque([1, 2], 5), collections.Counter("aab"),
        datetime.datetime(2020, 1, 2, 3, 4, 5, 6, datetime.timezone.utc), datetime.timedelta(5), decimal.Decimal("1.50"), fractions.Fraction(1, 3),
        array.array("d", [1, 2]), array.array("u", "ab"), range(5), slice(1, 2), complex(1, 2), int, len, Plain, ValueError("x", 5), [list(range(50))] * 3,
        {str(i): i for i in range(30)}, collections.defaultdict(list, {1: [2]}), 2**31, datetime.date(1, 1, 1), datetime.time(1, 2),
    ]


# Of arrays, which strings are the same object is not the same everywhere.
PROTOCOLS = {Slotted: range(2, 6), array.array: range(4)}
SAMPLES = [pickle.dumps(value, protocol) for value in values() for protocol in PROTOCOLS.get(type(value), range(6))]
KNOWN = {("builtins", name) for name in "list dict set frozenset complex bytearray range slice int float bytes str tuple object bool type len ValueError".split()}
KNOWN |= {("collections", name) for name in ("OrderedDict", "deque", "Counter", "defaultdict")}
KNOWN |= {("datetime", name) for name in ("datetime", "date", "time", "timedelta", "timezone")}
KNOWN |= {("decimal", "Decimal"), ("fractions", "Fraction"), ("array", "array"), ("array", "_array_reconstructor"), ("copyreg", "_reconstructor")}
KNOWN |= {("pickles", name) for name in ("Plain", "Slotted", "Stateful")} | {("_codecs", "encode"), ("copyreg", "__newobj__")}
MODULES = {"copy_reg": "copyreg", "__builtin__": "builtins"}


def find_class(self, module, name):
    if (MODULES.get(module, module), name) not in KNOWN:
        raise pickle.UnpicklingError(f"{module}.{name}")
    return super(type(self), self).find_class(module, name)


Compiled = type("Compiled", (pickle.Unpickler,), {"find_class": find_class})
Written = type("Written", (pickle._Unpickler,), {"find_class": find_class})


def described(value):
    try:
        return type(value).__name__, repr(value) if " at 0x" not in repr(value) else "-"
    except Exception as error:  # half-made objects may say anything
        return type(value).__name__, type(error).__name__


def loaded(data):
    return described(Compiled(io.BytesIO(data)).load())


def loaded_in_python(data):
    return described(Written(io.BytesIO(data)).load())


def loaded_again(data):
    return described(Compiled(io.BytesIO(pickle.dumps(copy.deepcopy(Compiled(io.BytesIO(data), encoding="bytes").load())))).load())


def disassembled(data):
    out = io.StringIO()
    pickletools.dis(data, out)
    return out.getvalue()


OPCODES = [opcode.code.encode("latin-1") for opcode in pickletools.opcodes]
ARGUMENTS = [b"", b"\0", b"\1", b"\xff", b"5\n", b"\x02\0\0\0ab", b"\x01a", b"builtins\nlist\n", b"'a'\n", b"\xff\xff\xff\xff", b"\0" * 8, b"I1\n", b"K\1", b"(", b"]", b"}", b")",
             b"\x8c\x08builtins\x8c\x04dict\x93", b"0.5\n", b"\x94", b"h\0", b"pickles\nPlain\n", b"pickles\nSlotted\n", b"N"]


def any_opcodes(random):
    parts = [b"\x80" + bytes([random.choice([0, 2, 4, 5])])] if random.random() < 0.7 else []
    for _ in range(random.randrange(2, 40)):
        parts.append(random.choice(ARGUMENTS if random.random() < 0.5 else OPCODES))
        parts.append(random.choice(ARGUMENTS))
    return b"".join(parts) + b"."


def make_case(random):
    data = any_opcodes(random) if random.random() < 0.3 else mutated(random, SAMPLES)
    kind = random.randrange(10)
    return (loaded if kind < 5 else loaded_in_python if kind < 7 else loaded_again if kind < 9 else disassembled), data
