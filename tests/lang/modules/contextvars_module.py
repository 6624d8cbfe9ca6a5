# _contextvars, _queue, _string, _opcode: results and wrong calls.
import _contextvars
import _opcode
import _queue
import _string
from _contextvars import Context, ContextVar, Token, copy_context


def clean(text):
    words = text.split("0x")
    return words[0] + "".join("0x" + w.lstrip("0123456789abcdef") for w in words[1:])


def attempt(f, *args, **kw):
    try:
        print(clean(repr(f(*args, **kw))))
    except Exception as e:
        print(type(e).__name__, clean(str(e)))


v = ContextVar("v", default=3)
w = ContextVar("w")
print(clean(repr(v)), clean(repr(w)), v.name, v.get(), type(v))
attempt(w.get)
attempt(w.get, 5)
attempt(v.get, 7)
t = w.set(1)
print(w.get(), clean(repr(t)), t.var is w, t.old_value is Token.MISSING, Token.MISSING, type(t))
t2 = w.set(2)
print(w.get(), t2.old_value)
w.reset(t2)
print(w.get(), clean(repr(t2)))
w.reset(t)
attempt(w.get)
attempt(w.reset, t)
attempt(w.reset, 5)
attempt(v.reset, w.set(1))
for call in (lambda: ContextVar(), lambda: ContextVar(1), lambda: ContextVar("a", 1), lambda: ContextVar("a", default=1, x=2), lambda: ContextVar(name="n").name, lambda: Token(),
             lambda: Context(1), lambda: Context(a=1), lambda: ContextVar[int], lambda: Token[int], lambda: type("X", (ContextVar,), {}), lambda: type("X", (Context,), {}),
             lambda: hash(t), lambda: hash(Context()), lambda: hash(v) == hash(v), lambda: v.get(1, 2), lambda: v.set(), lambda: setattr(v, "name", 1), lambda: v == v, lambda: t == t):
    attempt(call)
ctx = copy_context()
print(len(ctx), w in ctx, v in ctx, ctx[w], ctx.get(v, 9), ctx.get(w), [k.name for k in ctx], list(ctx.values()), [(k.name, x) for k, x in ctx.items()], [k.name for k in ctx.keys()])
attempt(lambda: ctx[v])
attempt(lambda: ctx[5])
attempt(lambda: ctx.get(5))
attempt(lambda: 5 in ctx)
attempt(ctx.run)
attempt(ctx.run, lambda *a, **k: (a, k), 1, x=2)
attempt(lambda: ctx.run(ctx.run, print))
attempt(lambda: ctx < ctx)
print(ctx == ctx.copy(), ctx == Context(), ctx == 1, ctx != Context(), type(ctx.copy()))


def inside():
    w.set(100)
    v.set("inside")
    return w.get(), v.get(), len(copy_context())


print(ctx.run(inside), w.get(), v.get(), ctx[w], ctx[v])
empty = Context()
print(empty.run(lambda: (v.get(), w.get("none"))), len(empty))
token = empty.run(w.set, 5)
attempt(w.reset, token)
attempt(empty.run, lambda: 1 / 0)
print(empty.run(lambda: w.get()), len(empty))
before = copy_context()
w.set("after")
print(before[w], copy_context()[w])


def nested(n):
    w.set(n)
    if n:
        copy_context().run(nested, n - 1)
    return w.get()


print(copy_context().run(nested, 5))
for name in ("Context", "ContextVar", "Token"):
    c = getattr(_contextvars, name)
    print(name, c.__module__, sorted(k for k in c.__dict__ if k not in ("__getattribute__",)), c.__doc__)
print(copy_context.__text_signature__, v.get.__text_signature__, v.set.__text_signature__, ctx.get.__text_signature__)

# _queue
q = _queue.SimpleQueue()
print(q.empty(), q.qsize(), q.put(1), q.put(2, False, None), q.put_nowait(item=3), q.qsize(), q.get(), q.get(False), q.get(timeout=1), q.empty())
attempt(q.get_nowait)
attempt(q.get, False)
attempt(q.get, block=False, timeout=-1)
attempt(q.get, timeout=0.01)
attempt(q.get, timeout=-1)
attempt(q.get, timeout="x")
attempt(q.put)
attempt(q.get_nowait, 1)
attempt(_queue.SimpleQueue, 1)
attempt(lambda: _queue.SimpleQueue[int])
print(_queue.Empty, _queue.Empty.__mro__, _queue.Empty.__module__)


class Sub(_queue.SimpleQueue):
    pass


s = Sub()
s.x = 1
s.put("a")
print(s.get(), s.x)

# _string
for s in ("", "abc", "{}", "{{", "}}", "{", "}", "a{b}c", "{a!r:>{w}}", "{a!}", "{a!rx}", "{a!r:}", "{a:}", "{a!:}", "{a[b}", "{a[}]}", "{a{b", "x{a.b[c]!s:d}y{z}", "{a[!r]:x}",
          "{a:{b}{c}}", "{!r}", "{:{}}", "{a!r}x}", "{[}", "{a:}}", "{{a}}", "{a}}", "{a!", "{a:{", "\u20ac{\xe9}\u20ac", "{0.x!r}{1[2]}"):
    attempt(lambda: list(_string.formatter_parser(s)))
for s in ("", "a", "a.b", "a[0]", "0", "12.x", "a[b].c", "[0]", ".a", "a[", "a[]", "a.", "a[0]x", "a.b.c[1][x]", "99999999999999999999", "-1", "a[99999999999999999999]", "1a", "a..b", "a]b"):
    attempt(lambda: (lambda r: (r[0], list(r[1])))(_string.formatter_field_name_split(s)))
attempt(_string.formatter_parser, 5)
attempt(_string.formatter_parser)
attempt(_string.formatter_field_name_split, None)
print(type(_string.formatter_parser("")), type(_string.formatter_field_name_split("a")[1]))

# _opcode

for op in range(256):
    for args in ((), (0,), (1,), (3,), (300,)):
        for jump in (None, True, False):
            try:
                r = _opcode.stack_effect(op, *args, jump=jump)
            except ValueError as e:
                r = e
            print(r, end=" ")
    print()
attempt(_opcode.stack_effect)
attempt(_opcode.stack_effect, "x")
attempt(_opcode.stack_effect, 93, 1, jump=5)
attempt(_opcode.stack_effect, 93, "x")
print(_opcode.get_specialization_stats(), _opcode.stack_effect.__text_signature__)
