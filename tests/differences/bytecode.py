"""Bytecode of its own

Code objects hold Sidewinder's instructions. `dis` finds the names that code uses and what it imports, and nothing else.
Modules: test_code, test_compile, test_dis, test_peepholer, test_positional_only_arg
"""
import dis

def add(a):
    return a + offset

names = [i.argval for i in dis.get_instructions(add) if i.opname == "LOAD_GLOBAL"]
print(names, "BINARY_OP" in {i.opname for i in dis.get_instructions(add)})
