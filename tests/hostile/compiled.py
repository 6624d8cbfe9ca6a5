"""Marshalled code and files of compiled code with bytes changed, and code.replace with what does not fit. CPython runs what it
is given, sound or not: only that the process lives is looked at."""

import importlib.util
import marshal
import os
import types
from itertools import islice

from _mutations import mutated
from _samples import PROGRAMS

CODES = [marshal.dumps(compile(text, "<hostile>", "exec")) for text in PROGRAMS]
CODES += [marshal.dumps([code, (code, 1), "x"]) for code in [compile("lambda x: x + 1", "<hostile>", "eval")]]
HEAD = importlib.util.MAGIC_NUMBER + bytes(12)


def codes_in(value):
    if isinstance(value, types.CodeType):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from codes_in(item)


def run_code(data):
    try:
        for code in codes_in(marshal.loads(data)):
            exec(code, {})
    except Exception:
        pass
    return "lives"


def imported(data):
    with open("hostile_module.pyc", "wb") as file:
        file.write(data)
    spec = importlib.util.spec_from_file_location("hostile_module", os.path.abspath("hostile_module.pyc"))
    try:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    except Exception:
        pass
    return "lives"


def replaced(random, code):
    """code.replace with what does not fit, or an exception."""
    fields = ["co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_flags", "co_firstlineno", "co_stacksize"]
    tuples = ["co_consts", "co_names", "co_varnames", "co_freevars", "co_cellvars"]
    name = random.choice(fields + tuples + ["co_name", "co_qualname", "co_filename", "co_code", "co_linetable", "co_exceptiontable"])
    old = getattr(code, name)
    if name in fields:
        new = random.choice([0, 1, 2, -1, 255, 65536, 2**31 - 1, 2**31, old + 1, old ^ 32, old ^ 4, old ^ 8, old ^ 128, old ^ 512, old | 1024, old - 1])
    elif name in tuples:
        new = random.choice([(), old + ("x",), old[:-1], old * 2, ("a",) * 300, (None,)])
    else:
        new = random.choice(["", b"", old + old, old[:-1], old[1:], 5])
    return name, new


def run_to_its_end(call, arguments):
    try:
        result = call(*arguments)
        for step in (iter, next, lambda r: r.send(None), lambda r: r.throw(ValueError), lambda r: r.__await__(), lambda r: r.__anext__().send(None), lambda r: r.close()):
            try:
                step(result)
            except Exception:
                pass
    except Exception:
        pass


def run_replaced(text, name, new):
    try:
        code = compile(text, "<hostile>", "exec")
        function = next((c for c in code.co_consts if isinstance(c, types.CodeType)), code)
        other = function.replace(**{name: new})
        _ = repr(other), hash(other), other == function, list(islice(other.co_lines(), 5000)), list(islice(other.co_positions(), 5000))
        call = types.FunctionType(other, {}, closure=tuple(types.CellType(1) for _ in other.co_freevars))
        for arguments in ([], [1] * other.co_argcount, [1, 2, 3, 4]):
            run_to_its_end(call, arguments)
    except Exception:
        pass
    return "lives"


def make_case(random):
    kind = random.randrange(3)
    if kind == 0:
        return run_code, mutated(random, CODES)
    if kind == 1:
        return imported, HEAD + mutated(random, CODES) if random.random() < 0.7 else mutated(random, [HEAD + code for code in CODES])
    text = random.choice(PROGRAMS)
    return run_replaced, text, *replaced(random, compile(text, "<hostile>", "exec"))
