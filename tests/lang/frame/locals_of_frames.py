# f_locals: a function's bound variables with cells and free variables; namespaces of modules and classes; after the frame has ended.
import sys

def shows(a, b=2, *c, d=4, **e):
    late = 1
    captured = a
    del late
    def inner():
        free = captured
        return dict(sys._getframe().f_locals), free
    result = inner()
    now = dict(sys._getframe().f_locals)
    now.pop("inner")
    return now, result
print(shows(1, 2, 3, z=5))

def follows():
    f = sys._getframe()
    first = f.f_locals
    x = 1
    before = dict(first), "x" in first
    second = f.f_locals
    same = first is second, second["x"], locals() is first
    x = 2
    third = f.f_locals["x"]
    del x
    f.f_locals
    gone = "x" in first
    first["extra"] = 5
    first["same"] = "overwritten"
    return len(before[0]), before[1], same, third, gone, f.f_locals["extra"], f.f_locals["same"]
print(follows())

def ended(n):
    value = n * 2
    def g():
        return value, n
    value += 1
    return sys._getframe()
f = ended(4)
print({k: v for k, v in f.f_locals.items() if k != "g"}, f.f_locals is f.f_locals)
print(sys._getframe().f_locals is globals(), f.f_back.f_locals is globals())

class Body:
    x = 1
    frame = sys._getframe()
    frame.f_locals["y"] = 2
    z = y + 1
print(Body.y, Body.z, Body.frame.f_locals["x"], "frame" in Body.frame.f_locals)

print([sorted(sys._getframe().f_locals) for i in range(2)])
print(sorted(locals_in_lambda := (lambda q, w=1: locals())(5)))
namespace = {"sys": sys}
exec("def h(v):\n    return sys._getframe()\nk = h(3).f_locals, sys._getframe().f_locals is locals()", namespace)
print(namespace["k"])
class Mapping(dict):
    pass
space = Mapping()
exec("import sys\nm = sys._getframe().f_locals", {}, space)
print(space["m"] is space, type(space["m"]).__name__)

# In handlers, and after the frames have ended.
def leaf(i):
    half = i // 2
    if i % 3 == 0:
        raise ValueError(i)
    return half
def middle(i):
    label = "m%d" % i
    return leaf(i), label
def catch(n):
    found = []
    for i in range(n):
        try:
            middle(i)
        except ValueError as e:
            tb = e.__traceback__
            while tb:
                frame = tb.tb_frame
                found.append((frame.f_code.co_name, tb.tb_lineno, frame.f_lineno >= tb.tb_lineno, sorted((k, v) for k, v in frame.f_locals.items() if isinstance(v, (int, str)))))
                tb = tb.tb_next
    return found
for row in catch(7):
    print(row)
kept = None
def keeper():
    global kept
    mine = "kept"
    try:
        leaf(3)
    except ValueError as e:
        kept = e
    mine = "changed"
keeper()
tb = kept.__traceback__
print(tb.tb_frame.f_locals, tb.tb_frame.f_code.co_name, tb.tb_lineno != tb.tb_frame.f_lineno)
print(tb.tb_next.tb_frame.f_locals, tb.tb_next.tb_frame.f_back is tb.tb_frame, tb.tb_frame.f_back is sys._getframe())

# clear()
frame = tb.tb_next.tb_frame
held = frame.f_locals
frame.clear()
print(frame.f_locals, held, frame.f_locals is held, frame.f_code.co_name)
def running():
    try:
        sys._getframe().clear()
    except RuntimeError as e:
        print(e)
    try:
        sys._getframe(1).clear()
    except RuntimeError as e:
        print(e)
running()
