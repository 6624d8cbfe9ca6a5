# What the interpreter and its modules tell audit hooks of, with the arguments; a hook that raises forbids it.
import array
import fcntl
import gc
import marshal
import os
import pickle
import signal
import socket
import sys
import tempfile
import threading

folder = tempfile.mkdtemp()
events = []
on = False
forbidden = set()


def shown(value):
    if isinstance(value, str):
        return repr(value.replace(folder, "FOLDER"))
    if value in (os.getpid(), threading.get_ident()):
        return "number"
    if isinstance(value, (int, bytes, float, type(None))):
        return repr(value)
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(map(shown, value)) + ")"
    return type(value).__name__


def hook(event, arguments):
    if on and event not in ("sys.settrace", "import", "compile", "exec", "object.__getattr__"):
        events.append(event + " " + shown(arguments))
    if on and event in forbidden:
        raise RuntimeError("no " + event)


sys.addaudithook(hook)


def told(f, *arguments, **options):
    global on
    events.clear()
    on = True
    try:
        f(*arguments, **options)
    except Exception as e:
        events.append(type(e).__name__)
    finally:
        on = False
    print(f.__name__, events)


a, b = os.path.join(folder, "a"), os.path.join(folder, "b")
told(os.mkdir, a)
told(os.mkdir, b, 0o700)
told(os.rmdir, b)
told(os.listdir, folder)
told(os.listdir)
told(os.scandir, folder)
told(os.chdir, folder)
file = os.path.join(a, "file")
open(file, "w").close()
told(os.chmod, file, 0o600)
told(os.chown, file, -1, -1)
told(os.rename, file, b)
told(os.link, b, file)
told(os.symlink, b, os.path.join(folder, "c"))
told(os.truncate, b, 3)
told(os.utime, b)
told(os.remove, file)
told(os.remove, os.path.join(folder, "missing"))
told(os.unlink, os.path.join(folder, "c"))
told(os.putenv, "AUDITED", "1")
told(os.unsetenv, "AUDITED")
told(os.system, "true")
told(os.kill, os.getpid(), 0)
told(os.getxattr, b, "user.none")
told(os.listxattr, b)
told(signal.pthread_kill, threading.get_ident(), 0)

with open(b, "r+") as f:
    os.dup2(f.fileno(), 60)

    def locks():
        fcntl.flock(60, fcntl.LOCK_SH)
        fcntl.lockf(60, fcntl.LOCK_UN)
        fcntl.fcntl(60, fcntl.F_GETFD)

    told(locks)

told(socket.gethostname)


def sockets():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.bind(("127.0.0.1", 0))
        s.sendto(b"x", ("127.0.0.1", 9))


told(sockets)
"".encode("idna")
told(socket.getaddrinfo, "127.0.0.1", 80)
told(gc.get_objects, generation=1)
told(gc.get_referents, 1, "x")
told(marshal.dumps, (1, 2))
told(marshal.loads, b"i\5\0\0\0")
told(pickle.loads, pickle.dumps(len))



class A:
    pass


class B:
    pass


class C(A):
    pass


def classes():
    C.__name__ = "X"
    C.__qualname__ = "X"
    C.__doc__ = "doc"
    C.__module__ = "m"
    C.__bases__ = (B,)
    C.attribute = 1
    A().__class__ = B


def functions():
    def f(a=1, *, b=2):
        pass

    f.__defaults__ = (3,)
    f.__kwdefaults__ = {"b": 5}
    f.__code__ = f.__code__
    del f.__defaults__
    f.__kwdefaults__ = None


told(classes)
told(functions)
told(sys._current_frames)
told(sys.set_asyncgen_hooks, None, None)
told(open, b)
told(os.open, b, os.O_RDONLY)
forbidden |= {"os.remove", "open", "marshal.loads", "object.__setattr__"}
told(os.remove, b)
told(open, b)
told(marshal.loads, b"i\1\0\0\0")
told(classes)
forbidden.clear()
print(os.path.exists(b), C.__name__)
os.remove(b)
os.rmdir(a)
os.chdir("/")
os.rmdir(folder)

# A hook is not traced unless it says so.
calls = []


class Hook:
    def __call__(self, event, arguments):
        pass


def trace(frame, event, argument):
    if frame.f_code is Hook.__call__.__code__:
        calls.append(event)


late = Hook()
sys.addaudithook(late)
sys.settrace(trace)
sys.audit("a")
late.__cantrace__ = True
sys.audit("b")
late.__cantrace__ = 0
sys.audit("c")
sys.settrace(None)
print(calls)
print([o for o in gc.get_objects() if type(o) is list and late in o])
