# _ast: the classes of the tree, how nodes are made, copied, pickled and derived from.
import ast
import _ast
import copy


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


for name in sorted(vars(_ast)):
    c = getattr(_ast, name)
    if isinstance(c, type) and issubclass(c, ast.AST):
        print(name, c.__base__.__name__, c._fields, c._attributes, c.__match_args__, c.__module__, c.__qualname__,
              repr(c), type(c.__doc__), sorted(k for k, v in vars(c).items() if v is None))
print(_ast.PyCF_ONLY_AST, _ast.PyCF_TYPE_COMMENTS, _ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)

attempt(ast.Name, 1, 2, 3)
attempt(ast.Add, 1)
attempt(ast.Return, 1, 2)
attempt(ast.Name, "a", id="b")
attempt(ast.AST, 1)
n = ast.Name("a", ctx=ast.Load(), lineno=3, foo=4)
print(list(vars(n)), n.lineno, n.foo, n.id)
attempt(getattr, ast.Name(), "id")
print(ast.Return().value, ast.Name.end_lineno, ast.AST(bar=1).bar)

m = copy.deepcopy(n)
print(ast.dump(m), m.ctx is n.ctx, copy.copy(n).ctx is n.ctx)
print(ast.Name().__reduce__(), n.__reduce__()[:2], list(n.__reduce__()[2]))

match n:
    case ast.Name(i, c):
        print(i, type(c).__name__)
print(ast.Num(3).n, isinstance(ast.Constant(3), ast.Num), ast.Str("s").s, ast.dump(ast.NameConstant(None)))


class Pair(ast.AST):
    _fields = ("a", "b")


class NoFields(ast.AST):
    _fields = 1


class OddFields(ast.AST):
    _fields = (1,)


p = Pair(1, b=2)
print(p.a, p.b, ast.dump(p))
del Pair._fields
print(type(Pair()).__name__)
attempt(Pair, 1)
attempt(NoFields)
attempt(NoFields, 1)
attempt(OddFields, 1)
