# One frame object a frame; f_lineno and f_lasti are current while the frame runs; f_back, f_code, f_globals, f_builtins.
import sys

def same():
    f = sys._getframe()
    def inner():
        return sys._getframe(1) is f, sys._getframe().f_back is f
    return sys._getframe() is f, inner(), f.f_code is same.__code__, f.f_globals is globals()
print(same())

def lines():
    f = sys._getframe()
    out = [f.f_lineno - f.f_code.co_firstlineno]
    out.append(f.f_lineno - f.f_code.co_firstlineno)
    for i in range(3):
        out.append((i,
                    f.f_lineno - f.f_code.co_firstlineno))
    def reader():
        return f.f_lineno - f.f_code.co_firstlineno
    out.append(reader())
    out.append(reader())
    return out, f
out, f = lines()
print(out, f.f_lineno - f.f_code.co_firstlineno, f.f_lineno - lines.__code__.co_firstlineno)
print(f.f_back is sys._getframe(), f.f_back.f_code.co_name, f.f_back.f_lineno)
print(f.f_builtins is __builtins__.__dict__, f.f_trace, f.f_trace_lines, f.f_trace_opcodes)
print(sys._getframe().f_back, sys._getframe(0) is sys._getframe(), type(f).__name__)
for bad in (lambda: sys._getframe(100), lambda: sys._getframe("x")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)

def chain(n):
    if n:
        return chain(n - 1)
    names = []
    f = sys._getframe()
    while f:
        names.append((f.f_code.co_name, f.f_lineno))
        f = f.f_back
    return names
print(chain(4))

# A frame is reached from a class body, a comprehension, a lambda, a method called by an operator, a native callback.
class C:
    here = sys._getframe()
    inside = sys._getframe().f_locals is here.f_locals, here.f_code.co_name, sorted(here.f_locals)
    def __add__(self, other):
        return sys._getframe().f_back.f_code.co_name, sys._getframe().f_back.f_lineno
    def __lt__(self, other):
        return sys._getframe(1).f_code.co_name == "<module>"
print(C.inside, C() + 1, C() < 2)
print([sys._getframe().f_code.co_name for _ in "a"], (lambda: sys._getframe().f_code.co_name)())
print(sorted([3, 1, 2], key=lambda x: (x, sys._getframe(1).f_code.co_name)))
print(list(map(lambda x: sys._getframe(1).f_lineno, "ab")))

# The offset of an instruction finds its position, as the module traceback does it.
def position(frame, offset):
    positions = list(frame.f_code.co_positions())
    return positions[offset // 2]
def columns():
    f = sys._getframe()
    return f, position(f, f.f_lasti)
f, at = columns()
print(at[0] - f.f_code.co_firstlineno, at[2:])
try:
    x = [1, 2][
        5]
except IndexError as e:
    tb = e.__traceback__
    at = position(tb.tb_frame, tb.tb_lasti)
    print(at[0] == tb.tb_lineno, at[2:], tb.tb_frame is sys._getframe(), tb.tb_lasti <= tb.tb_frame.f_lasti)
assert all(start % 2 == 0 for start, end, line in lines.__code__.co_lines())
print(len(list(lines.__code__.co_positions())) * 2 == len(lines.__code__.co_code))
for name in ("f_back", "f_code", "f_globals", "f_locals", "f_lasti", "f_builtins"):
    try:
        setattr(f, name, None)
    except (AttributeError, TypeError) as e:
        print(name, type(e).__name__)
for value in (1, "1"):
    try:
        f.f_lineno = value
    except Exception as e:
        print(type(e).__name__, e)
f.f_trace = len
print(f.f_trace is len)
del f.f_trace
print(f.f_trace)
f.f_trace_lines = False
f.f_trace_opcodes = True
print(f.f_trace_lines, f.f_trace_opcodes)
try:
    f.f_trace_lines = 1
except TypeError as e:
    print(e)
try:
    type(f)()
except TypeError as e:
    print(e)
print(repr(f).split("file")[0].startswith("<frame at 0x"), repr(f).endswith("code columns>"))
