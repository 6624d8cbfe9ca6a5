# Trace functions that raise, that are set or taken away while frames run, in hot loops and on other threads.
import sys
import threading

def raise_at(function, line):
    first = function.__code__.co_firstlineno
    def trace(frame, event, arg):
        if frame.f_code is function.__code__ and event == "line" and frame.f_lineno == first + line:
            raise KeyError(line)
        return trace
    sys.settrace(trace)
    try:
        return function()
    except KeyError as e:
        return repr(e), e.__traceback__.tb_next.tb_lineno - first
    finally:
        print("traced afterwards:", sys.gettrace() is not None)
        sys.settrace(None)

def guarded():
    try:
        a = 1
        b = 2
    except KeyError as e:
        return "caught", e.args
    c = 3
    return c
for line in range(1, 8):
    print(line, raise_at(guarded, line))

def raise_at_event(what):
    def trace(frame, event, arg):
        if frame.f_code is callee.__code__ and event == what:
            raise KeyError(event)
        return trace
    def callee(n):
        return 1 / n
    def caller(n):
        try:
            return callee(n)
        except (KeyError, ZeroDivisionError) as e:
            return repr(e), repr(e.__context__)
    sys.settrace(trace)
    try:
        return caller(1), caller(0)
    finally:
        sys.settrace(None)
for what in "call", "line", "return", "exception":
    print(what, raise_at_event(what))

# From the middle of a frame on, by f_trace.
def turned_on_here(n):
    events = []
    def trace(frame, event, arg):
        events.append((event, frame.f_lineno - turned_on_here.__code__.co_firstlineno))
        return trace
    for i in range(n):
        if i == n - 2:
            sys._getframe().f_trace = trace
            sys.settrace(trace)
        i += 1
    sys.settrace(None)
    return events
print(turned_on_here(3))
print(turned_on_here(1000)[:12])

# A function that a hot loop calls turns it on: later calls are traced, the loop itself is not.
def hot(n):
    total = 0
    for i in range(n):
        total += work(i)
    return total
def work(i):
    if i == LIMIT:
        sys.settrace(counting)
    return i
def counting(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return None
    counts[event, frame.f_code.co_name] = counts.get((event, frame.f_code.co_name), 0) + 1
    return counting
for LIMIT in 3, 1500:
    counts = {}
    print(hot(2000))
    sys.settrace(None)
    print(counts)

# No local function: calls only; f_trace_lines and f_trace_opcodes.
def calls_only(frame, event, arg):
    seen.append((event, frame.f_code.co_name))
seen = []
sys.settrace(calls_only)
guarded()
sys.settrace(None)
print(seen)
def without_lines(frame, event, arg):
    frame.f_trace_lines = False
    seen.append(event)
    return without_lines
seen = []
sys.settrace(without_lines)
guarded()
sys.settrace(None)
print(seen)
def with_opcodes(frame, event, arg):
    frame.f_trace_opcodes = True
    seen.append(event)
    return with_opcodes
seen = []
sys.settrace(with_opcodes)
guarded()
sys.settrace(None)
print("opcode" in seen, seen.count("line"))

# Locals that the trace function changes.
def change(frame, event, arg):
    if event == "line" and "x" in frame.f_locals:
        frame.f_locals["x"] += 10
    return change
def locals_changed():
    x = 1
    y = x
    def inner(): return x
    return x, y, inner()
sys.settrace(change)
result = locals_changed()
sys.settrace(None)
print(result)

# Generators: each resumption is a call.
def numbers():
    got = yield 1
    try:
        yield got
    finally:
        got = None
def follow(frame, event, arg):
    if frame.f_code is numbers.__code__:
        seen.append((event, frame.f_lineno - numbers.__code__.co_firstlineno, arg))
    return follow
seen = []
g = numbers()
sys.settrace(follow)
next(g)
g.send(5)
try:
    g.throw(ValueError)
except ValueError:
    pass
sys.settrace(None)
print([(event, line, arg if event != "exception" else arg[0]) for event, line, arg in seen])

# Threads have functions of their own.
def in_thread():
    local.append(sys.gettrace())
    guarded()
local = []
seen = []
sys.settrace(calls_only)
t = threading.Thread(target=in_thread)
sys.settrace(None)
threading.settrace(calls_only)
t.start()
t.join()
threading.settrace(None)
print(local == [calls_only], ("call", "guarded") in seen, sys.gettrace(), threading.gettrace())

# Within a trace function nothing is traced, but by call_tracing.
def nesting(frame, event, arg):
    seen.append((event, frame.f_code.co_name))
    if event == "call" and frame.f_code is work.__code__:
        guarded()
        sys.call_tracing(set_and_call, (1,))
    return None
def set_and_call(x):
    sys.settrace(nesting)
    return guarded()
LIMIT = -1
seen = []
sys.settrace(nesting)
work(1)
sys.settrace(None)
print(seen)
for call in ("sys.settrace()", "sys.settrace(1, 2)", "sys.call_tracing(len, [])", "sys.setprofile()"):
    try:
        eval(call)
    except TypeError as e:
        print(e)
