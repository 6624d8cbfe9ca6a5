"""Bytecode of its own

Code objects hold Sidewinder's instructions. `dis` finds the names that code uses, what it imports, its operators, comparisons and subscripts, and nothing else.
Modules: test_code, test_compile, test_dis, test_peepholer
"""
import dis

def add(a):
    return a + offset

names = [i.argval for i in dis.get_instructions(add) if i.opname == "LOAD_GLOBAL"]
print(names, "RETURN_VALUE" in {i.opname for i in dis.get_instructions(add)})
