# ast.parse for older grammars; the limit on the digits of int literals; frozensets in constants.
import ast
import sys

SOURCES = [
    (8, "(x := 1)"),
    (8, "f'{x=}'"),
    (11, "try: pass\nexcept* E: pass"),
    (9, "with (a as b, c): pass"),
    (8, "def f(x, /): pass"),
    (8, "lambda x, /: 0"),
    (10, "match x:\n  case 1: pass"),
    (6, "x: int = 1"),
    (6, "x.y: int"),
    (6, "f''"),
    (6, "1_000"),
    (5, "a @ b"),
    (5, "a @= b"),
    (6, "async def f(): [x async for x in y]"),
]
for version, source in SOURCES:
    ast.parse(source, feature_version=(3, version))
    try:
        ast.parse(source, feature_version=(3, version - 1))
    except SyntaxError as e:
        print(e.msg)

for source in ("x = " + "1" * 4301, "x = [0x" + "1" * 5000 + "]", "x = " + "1" * 4300):
    try:
        compile(source, "f", "exec")
        print("compiled")
    except SyntaxError as e:
        print(e.msg, e.filename, e.lineno, e.offset, e.end_lineno, e.end_offset)
try:
    ast.literal_eval("3" * 5000)
except SyntaxError as e:
    print(e.msg)

tree = ast.Expression(ast.Constant(frozenset([1, (2, 3)]), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1))
print(eval(compile(tree, "f", "eval")) == {1, (2, 3)})


class Slots(set):
    __slots__ = ("x", "__dict__")


import copy
import pickle

original = Slots([1])
original.x = 5
original.y = 6
for made in copy.copy(original), pickle.loads(pickle.dumps(original)):
    print(made, made.x, made.y)
print(original.__reduce__())

import __future__

for source in "2 <> 3", "2 != 3", "1 <> 2 <> 2", "2 < > 3":
    for flags in 0, __future__.CO_FUTURE_BARRY_AS_BDFL:
        try:
            print(eval(compile(source, "f", "eval", flags)))
        except SyntaxError as e:
            print(e.msg, e.offset)
