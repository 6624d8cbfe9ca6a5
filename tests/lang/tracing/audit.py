# Audit events of the interpreter itself (PEP 578).
import os
import sys

events = []
wanted = ()
def hook(event, arguments):
    if event in wanted:
        events.append((event, arguments))

sys.addaudithook(hook)

def told(names, function):
    global wanted
    events.clear()
    wanted = names
    try:
        function()
    except Exception as e:
        print(repr(e))
    wanted = ()
    return list(events)

print(told(("compile",), lambda: compile("1 + 1", "<somewhere>", "eval")))
print([(event, type(a[0]).__name__) for event, a in told(("compile", "exec"), lambda: exec("x = 1"))])
print([(event, type(a[0]).__name__) for event, a in told(("compile", "exec"), lambda: eval("1"))])
import ast
tree = ast.parse("1")
print([(a[0] is tree, a[1]) for event, a in told(("compile",), lambda: compile(tree, "f", "exec"))])
code = compile("1", "<code>", "eval")
print(told(("exec",), lambda: eval(code))[0][1][0] is code)
o = object()
print(told(("builtins.id",), lambda: id(o)) == [("builtins.id", (id(o),))])
print(told(("sys.settrace", "sys.setprofile"), lambda: (sys.settrace(None), sys.setprofile(None))))
print([(event, type(a[0]).__name__) for event, a in told(("sys._getframe",), lambda: sys._getframe())])
print(told(("sys.addaudithook",), lambda: sys.addaudithook(lambda *arguments: None)))
print(told(("open",), lambda: open("/dev/null").close()) == [("open", ("/dev/null", "r", os.O_RDONLY | os.O_CLOEXEC))])
print(told(("open",), lambda: os.close(os.open("/dev/null", os.O_RDONLY))) == [("open", ("/dev/null", None, os.O_RDONLY | os.O_CLOEXEC))])
print(told(("open",), lambda: open("/nonexistent")))
print([(e, a[0], a[1], a[2] is sys.path) for e, a in told(("import",), lambda: __import__("colorsys"))])
print([(e, a[0]) for e, a in told(("import",), lambda: __import__("no_such_module"))])
print(told(("import",), lambda: __import__("sys")))

refused = ()
def refuse(event, arguments):
    if event in refused:
        raise RuntimeError(event)
sys.addaudithook(refuse)
for name, function in [("compile", lambda: compile("1", "f", "eval")), ("exec", lambda: exec("1")), ("open", lambda: open("/dev/null")),
                       ("builtins.id", lambda: id(1)), ("import", lambda: __import__("this")), ("sys.settrace", lambda: sys.settrace(None)),
                       ("sys.addaudithook", lambda: sys.addaudithook(hook))]:
    refused = (name,)
    try:
        print(name, function())
    except RuntimeError as e:
        print(name, repr(e))
    refused = ()
