# Which statements that do nothing leave a line: pass and constants do; global, nonlocal and dropped assertions do not.
import sys

PROGRAM = '''
def only_assertion():
    assert 0
def behind_a_statement():
    x = 1
    assert x
def in_if():
    if 1:
        assert 0
    assert 0
def in_loop():
    for i in "a":
        assert 0
def documented():
    "doc"
    assert 0
def constant_assertion():
    pass
    assert 1, "x"
def in_try():
    try:
        assert 0
    finally:
        pass
def in_endless_loop():
    while sys:
        assert 1
        break
def only_global():
    global zz
def global_behind():
    x = 1
    global zz
def constant():
    5
def constant_behind():
    x = 1
    "s"
def only_docstring():
    "doc"
class Documented:
    "doc"
'''


def events_of(function):
    events = []

    def trace(frame, event, argument):
        events.append((event, frame.f_lineno - function.__code__.co_firstlineno))
        return trace
    sys.settrace(trace)
    try:
        function()
    except AssertionError:
        pass
    finally:
        sys.settrace(None)
    return events[:events.index(("call", 0), 1)] if events.count(("call", 0)) > 1 else events


for optimize in (0, 1, 2):
    names = {"sys": sys}
    exec(compile(PROGRAM, "program", "exec", optimize=optimize), names)
    for name, function in names.items():
        if name == "Documented":
            print(optimize, name, function.__doc__)
        elif hasattr(function, "__code__"):
            print(optimize, name, function.__doc__, events_of(function))
