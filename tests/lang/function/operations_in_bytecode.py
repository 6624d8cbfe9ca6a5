"""dis shows operators, comparisons and subscripts where CPython has them; a docstring is the first constant."""

import dis


def operations(a, b):
    """The docstring."""
    a += b
    return (a is b, a is not b, a in b, a not in b, a < b, a >= b,
            a + b, a ** b, a @ b, -a, ~a, +a,
            a[b],
            a.name)


SHOWN = {"IS_OP", "CONTAINS_OP", "COMPARE_OP", "BINARY_OP", "BINARY_SUBSCR", "LOAD_ATTR"}
for instruction in dis.get_instructions(operations):
    if instruction.opname in SHOWN or instruction.opname.startswith("UNARY_"):
        print(instruction.opname, instruction.argrepr, tuple(instruction.positions))
print(operations.__code__.co_consts[0], (lambda: 1).__code__.co_consts[0])


def store(a, b):
    a[b] = b
    del a[b]


print(store.__code__.co_consts[0])
print([i.opname for i in dis.get_instructions(store) if "SUBSCR" in i.opname])
