# code.replace() with every field, comparison of code objects, the line table.
def f(a, b=2, /, c=3, *args, d, **kw):
    x = a + len(args)
    return x, b, c, d, kw


c = f.__code__


def attempt(**changes):
    try:
        return c.replace(**changes)
    except BaseException as e:
        print(type(e).__name__, e)


def run(code, *arguments, **keywords):
    return type(f)(code, globals(), "n", (2, 3))(*arguments, **keywords)


print(run(c, 1, d=4), c.replace() == c, hash(c.replace()) == hash(c), c.replace() is c)
print(c == c.replace(co_name="g"), c != c.replace(co_firstlineno=9), c == c.replace(co_filename="other"), c == 5)
renamed = c.replace(co_varnames=("p", "q", "r", "s", "t", "u", "v"))
print(renamed.co_varnames, run(renamed, 1, s=4), c.co_varnames)
try:
    run(renamed, 1)
except TypeError as e:
    print(e)
moved = c.replace(co_firstlineno=100)
print(moved.co_firstlineno - c.co_firstlineno == min(p[0] for p in moved.co_positions() if p[0]) - min(p[0] for p in c.co_positions() if p[0]))
print(run(c.replace(co_names=tuple({"len": "sum"}.get(n, n) for n in c.co_names)), 1, 5, 6, 7, 8, d=0))
print(c.replace(co_code=c.co_code, co_linetable=c.co_linetable) == c)
attempt(co_nlocals=50)
attempt(co_argcount=50)
attempt(co_argcount=-2)
attempt(co_flags=-2)
attempt(co_varnames=("a",))
attempt(co_name=3)
attempt(co_consts=3)
attempt(co_code=3)
attempt(co_code=b"x")
attempt(x=3)
try:
    c.replace(3)
except TypeError as e:
    print(e)
print(c.replace(co_argcount=2).co_argcount, c.replace(co_qualname="Q.r").co_qualname)


def outer(free):
    def inner():
        return free

    return inner


i = outer(7).__code__
j = i.replace(co_freevars=("other",))
print(j.co_freevars, i.co_freevars, type(f)(j, {}, "j", None, outer(8).__closure__)())


def same(source):
    return compile(source, "t", "exec") == compile(source, "t", "exec")


print(same("x = 1"), same("def f(): return (1, 2.0, 'a')"), compile("1", "", "eval") == compile("1.0", "", "eval"),
      compile("0.0", "", "eval") == compile("-0.0", "", "eval"), compile("x", "", "eval") == compile("y", "", "eval"))
print(len({compile("x", "", "eval"), compile("x", "", "eval"), compile("y", "", "eval")}))


def decoded(code):
    """(first line, end line, column, end column) for each unit of co_code, from co_linetable."""
    table = iter(code.co_linetable)
    line, rows = code.co_firstlineno, []

    def varint():
        n = next(table)
        value, shift = n & 63, 0
        while n & 64:
            n = next(table)
            shift += 6
            value |= (n & 63) << shift
        return value

    def signed():
        n = varint()
        return -(n >> 1) if n & 1 else n >> 1

    for head in table:
        form, length = head >> 3 & 15, (head & 7) + 1
        row = (None, None, None, None)
        if form == 13:
            line += signed()
            row = (line, line, None, None)
        elif form == 14:
            line += signed()
            end = line + varint()
            column, end_column = varint() - 1, varint() - 1
            row = (line, end, column, end_column)
        elif form < 10:
            second = next(table)
            column = form << 3 | second >> 4
            row = (line, line, column, column + (second & 15))
        elif form < 13:
            line += form - 10
            row = (line, line, next(table), next(table))
        rows += [row] * length
    return rows


for code in (c, i, compile("x = [\n1,\n  2]\n\nfor y in x:\n  print(y)", "t", "exec")):
    print(decoded(code) == list(code.co_positions()))


# counts that do not fit; what is a parameter no longer is unbound
def two(x, y=2, *rest, z=3, **more):
    for i in range(2):
        try:
            got = [x + y, rest, z, more, dict(**more), list(rest), max(*rest, 1, 2)]
        except TypeError:
            got = "wrong"
    return got


for changes in ({"co_argcount": 65536}, {"co_argcount": 65537}, {"co_argcount": 2**31 - 1}, {"co_kwonlyargcount": 65537}, {"co_kwonlyargcount": 2**31 - 1},
                {"co_argcount": 8}):
    try:
        two.__code__.replace(**changes)
        print(changes, "replaced")
    except ValueError as error:
        print(changes, error)
for changes in ({"co_argcount": 1}, {"co_argcount": 0}, {"co_kwonlyargcount": 0}, {"co_flags": two.__code__.co_flags & ~4}, {"co_flags": two.__code__.co_flags & ~8},
                {"co_flags": two.__code__.co_flags & ~12}, {"co_argcount": 0, "co_kwonlyargcount": 0, "co_flags": two.__code__.co_flags & ~12}):
    code = two.__code__.replace(**changes)
    for arguments in ((), (1,), (1, 2)):
        try:
            type(two)(code, {})(*arguments)
            print(changes, "did")
        except (UnboundLocalError, TypeError) as error:
            print(changes, type(error).__name__)


def one(x):
    for i in range(3):
        x += i
    return x


fewer = type(one)(one.__code__.replace(co_argcount=0), {})
for i in range(3000):
    try:
        fewer()
    except UnboundLocalError as error:
        if i % 1000 == 0:
            print(error)
print(type(one)(one.__code__.replace(co_argcount=2), {})(1, 2), one(5))

# Lines past the largest int.
moved_far = (lambda: (1,
                      2)).__code__.replace(co_firstlineno=2**31 - 1)
print(moved_far.co_firstlineno, len(list(moved_far.co_positions())) > 0)
