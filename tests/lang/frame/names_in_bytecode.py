# What dis finds in a function's bytecode: the names it uses, and what it imports.
import dis
import types

def uses(code, wanted):
    return [(i.opname, i.argval) for i in dis.get_instructions(code) if i.opname in wanted]

GLOBALS = "LOAD_GLOBAL", "STORE_GLOBAL", "DELETE_GLOBAL"
source = """
import a.b.c
import d.e as g
from .. import h
from . import i as j, k
from m.n import *
value = 1
other: int = value
del value
"""
code = compile("def f(x):\n global made, gone\n made = len(x) + offset\n del gone\n return x.name.other\n", "f", "exec")
print(uses(code.co_consts[0], GLOBALS))
print(sorted(code.co_consts[0].co_names))
module = compile(source, "module", "exec")
print(list(dis._find_imports(module)))
print(list(dis._find_store_names(module)))

# Many names: numbers beyond one byte.
many = compile("\n".join(f"name_{i} = other_{i}" for i in range(400)), "many", "exec")
print([n for n in dis._find_store_names(many)] == [f"name_{i}" for i in range(400)])

# Taken apart and made again.
def counted(n):
    total = 0
    for i in range(n):
        try:
            total += len(str(i))
        except TypeError:
            pass
    return total
c = counted.__code__
again = types.CodeType(c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_stacksize, c.co_flags,
                       c.co_code, c.co_consts, c.co_names, c.co_varnames, c.co_filename, c.co_name, c.co_qualname,
                       c.co_firstlineno, c.co_linetable, c.co_exceptiontable, c.co_freevars, c.co_cellvars)
print(types.FunctionType(again, globals())(200), again == c)
