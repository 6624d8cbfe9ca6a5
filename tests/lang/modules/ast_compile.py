# compile() from text to a tree and from a tree to code; what it says of trees that no text has.
import ast
def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)
src = '''
import os.path as p, sys
from math import *
from . import x as y
def f(a, b=1, /, c=2, *d, e, g=3, **h) -> int:
    "doc"
    global z
    z = a + b * c - e
    return [i for i in a if i] if 0 else (z, *d)
async def g():
    async with a as b, c: await d
    async for i in x: pass
class A(B, metaclass=C):
    x: int = 3
    def m(self): return super().m()
try:
    1/0
except (A, B) as e: raise X from e
except: pass
else: y
finally: z
try: pass
except* ValueError: pass
while 1:
    break
else: continue_
for i, *j in k: continue
with open(a) as f, b: pass
match x:
    case 1 | -2.5 | 1+2j | "a" | None: pass
    case [a, *_, b] if a: pass
    case {"k": v, **rest}: pass
    case A.B(x, y=2) as z: pass
    case _: pass
a[1:2, ...] += b"x"; del a.b, c[0]
lambda x, *, y: (yield)
{1: 2, **a}; {1, *b}; {i: j for i, j in k}; {i for i in j}; (i for i in j)
f"{a!r:>{w}} and {b}" f"{c=}"; (n := 3)
not a and b or c < d <= e is not f
assert a, b
nonlocal_ = 1234567890123456789012345678901234567890 + 1j
'''
t = ast.parse(src)
src2 = src.replace("continue_", "c").replace("global z", "pass")
print(ast.unparse(t))
src2 = "def outer():\n    async def o2():\n" + "\n".join("        " + l for l in src2.split("\n") if 'import *' not in l)
a = compile(src2, "f", "exec")
b = compile(ast.parse(src2), "f", "exec")
def same(a, b):
    if type(a) is not type(b): return False
    if hasattr(a, 'co_code'):
        for n in ('co_code','co_names','co_varnames','co_freevars','co_cellvars','co_firstlineno','co_name','co_flags','co_qualname'):
            if getattr(a,n)!=getattr(b,n): print(n, getattr(a,n), getattr(b,n)); return False
        if list(a.co_positions()) != list(b.co_positions()): return False
        return len(a.co_consts)==len(b.co_consts) and all(same(x,y) for x,y in zip(a.co_consts,b.co_consts))
    return repr(a)==repr(b)
print(same(a,b))
ns = {}
exec(compile(ast.parse("def f(n):\n  s = 0\n  for i in range(n): s += i\n  return f'{s:>{10}}|{n!r}'"), "x", "exec"), ns)
print(ns['f'](100))
print(eval(compile(ast.parse("1 + (2 if 3 else 4)", mode="eval"), "x", "eval")))
exec(compile(ast.parse("1 + 2; 'q'", mode="single"), "x", "single"))
L = dict(lineno=1, col_offset=0)
def ev(e): return eval(compile(ast.fix_missing_locations(ast.Expression(e)), "x", "eval"))
for v in (1, -5, 1 << 100, -(1 << 100), 2.5, float('inf'), -0.0, 1j, 3+4j, "s\ud800", b"b", None, True, ..., (1, (2, "x")), ()):
    attempt(lambda: repr(ev(ast.Constant(v))))
attempt(ev, ast.Constant([1]))
attempt(ev, ast.Name("None", ast.Load()))
attempt(ev, ast.Name("x", ast.Store()))
attempt(ev, ast.BinOp(ast.Constant(1), ast.Add(), None))
attempt(ev, ast.BinOp(ast.Constant(1), ast.Add()))
attempt(ev, ast.BinOp(ast.Constant(1), 3, ast.Constant(1)))
attempt(ev, ast.BoolOp(ast.And(), [ast.Constant(1)]))
attempt(ev, ast.Call(ast.Name("f", ast.Load()), 3, []))
attempt(ev, ast.Dict([None], []))
attempt(ev, ast.FormattedValue(ast.Constant(3), -1))
attempt(ev, ast.JoinedStr([ast.Constant("a"), ast.FormattedValue(ast.Constant(3.14159), -1, ast.JoinedStr([ast.Constant(".2f")]))]))
attempt(compile, ast.Module([ast.Pass()], []), "x", "exec")
attempt(compile, ast.Module([ast.Pass(lineno=1)], []), "x", "exec")
attempt(compile, ast.Module([ast.Pass(**L)]), "x", "exec")
attempt(compile, ast.Module([], []), "x", "eval")
attempt(compile, ast.Expr(), "x", "exec")
attempt(compile, ast.Module(3, []), "x", "exec")
attempt(compile, ast.Module([None], []), "x", "exec")
attempt(compile, ast.Module([3], []), "x", "exec")
attempt(compile, ast.Module([ast.Return(**L)], []), "x", "exec")
attempt(compile, ast.Module([ast.FunctionDef('f', ast.arguments([], [], None, [], [], None, []), [], [], **L)], []), "x", "exec")
attempt(compile, ast.Module([ast.FunctionDef('f', ast.arguments([], [], None, [], [], None, [ast.Constant(1, **L)]), [ast.Pass(**L)], [], **L)], []), "x", "exec")
attempt(compile, ast.Module([ast.FunctionDef('f', None, [ast.Pass(**L)], [], **L)], []), "x", "exec")
attempt(compile, ast.Module([ast.Global(['a', 3], **L)], []), "x", "exec")
attempt(compile, ast.Module([ast.ImportFrom('a', [ast.alias('b', **L)], -1, **L)], []), "x", "exec")
attempt(compile, ast.Module([ast.Expr(ast.Constant(1, **L), lineno='a', col_offset=0)], []), "x", "exec")
attempt(compile, ast.Module([ast.Pass(lineno=5, col_offset=0, end_lineno=3, end_col_offset=1)], []), "x", "exec")
attempt(compile, "x", "x", "func_type")
attempt(compile, "x", "x", "bad", ast.PyCF_ONLY_AST)
m = ast.parse("x"); print(compile(m, "x", "exec", ast.PyCF_ONLY_AST) is m)
class Tr(ast.NodeTransformer):
    def visit_Constant(self, n): return ast.copy_location(ast.Constant(n.value * 2), n)
print(eval(compile(ast.fix_missing_locations(Tr().visit(ast.parse("[1, 2, 'a']", mode="eval"))), "x", "eval")))
deep = ast.Constant(1)
for i in range(100000): deep = ast.UnaryOp(ast.Not(), deep)
try: ev(deep)
except RecursionError as e: print("RecursionError")
attempt(exec, ast.parse("x=1"))
attempt(eval, ast.parse("1", mode="eval"))
