# Audit events of the library's functions: names and arguments; a hook that raises forbids what it is told of.
import gc
import marshal
import os
import pickle
import socket
import sys
import syslog
import tempfile

seen = []
wanted = ()
forbidden = None


def hook(event, args):
    if event == forbidden:
        raise RuntimeError("no " + event)
    if event.startswith(wanted):
        seen.append((event, args))


def show(title, prefixes, action):
    global wanted
    wanted = prefixes
    try:
        action()
    except Exception as error:
        print(title, type(error).__name__, error)
    wanted = ()
    for event, args in seen:
        print(title, event, [a for a in args if isinstance(a, (str, int, bytes, type(None))) and a != os.getpid() and event != "marshal.loads"], len(args))
    seen.clear()


sys.addaudithook(hook)
folder = tempfile.mkdtemp()
os.chdir(folder)
open("a", "w").close()


def files():
    os.rename("a", "b")
    os.link("b", "c")
    os.symlink("c", "d")
    os.chmod("b", 0o600)
    os.truncate("b", 3)
    os.utime("b", (1, 2))
    os.mkdir("sub", 0o700)
    sorted(os.listdir("sub"))
    with os.scandir("sub"):
        pass
    os.chown("b", -1, -1) if False else None
    os.rmdir("sub")
    for name in "bcd":
        os.remove(name)
    os.putenv("A", "1")
    os.unsetenv("A")
    os.system("exit 0")
    os.kill(os.getpid(), 0)
    os.chdir("/")


show("os", "os.", files)
show("marshal", "marshal.", lambda: marshal.loads(marshal.dumps([1])))


class Global:
    def __reduce__(self):
        return str, ("x",)


data = pickle.dumps(Global())
show("pickle", "pickle.", lambda: pickle.loads(data))
show("gc", "gc.", lambda: (gc.get_objects(generation=1), gc.get_referents([1]), gc.get_referrers(hook)))


def sockets():
    with socket.socket() as s:
        try:
            s.bind(("127.0.0.1", 0))
        except OSError:
            pass
    socket.gethostname()


show("socket", "socket.", sockets)
show("syslog", "syslog.", lambda: (syslog.openlog("me"), syslog.setlogmask(255), syslog.closelog(), syslog.closelog()))


class A:
    pass


class B:
    pass


def changes():
    A.__name__ = "X"
    A().__class__ = B
    A.other = 1


show("class", "object.", changes)
os.chdir("/")
for forbidden, action in (("os.mkdir", lambda: os.mkdir("/tmp/never-made")), ("os.system", lambda: os.system("echo never")),
                          ("pickle.find_class", lambda: pickle.loads(data))):
    show("forbidden", "nothing", action)
forbidden = None
print(os.path.exists("/tmp/never-made"))
os.rmdir(folder)

# Hooks are not traced, unless they ask for it.
lines = []


class Hook:
    def __call__(self, event, args):
        pass


def trace(frame, event, argument):
    if frame.f_code is Hook.__call__.__code__:
        lines.append(event)


plain, traced = Hook(), Hook()
traced.__cantrace__ = True
sys.addaudithook(plain)
sys.settrace(trace)
sys.audit("x")
sys.settrace(None)
print(lines)
sys.addaudithook(traced)
sys.settrace(trace)
sys.audit("x")
sys.settrace(None)
print(lines)
print(any(plain in o for o in gc.get_objects() if isinstance(o, list)))
