# What a function was called with does not live on in the frames of C++ by which its machine code was entered, while a generator that
# machine code has called collects.
# needs prompt collection
import contextlib
import gc
import weakref


def plain(a, b=1):
    yield a


def warm(decorated):
    for i in range(300):
        decorated(1, b=2).__enter__()
        decorated(1).__enter__()
        with decorated(i) as value:
            assert value == i


class A:
    pass


@contextlib.contextmanager
def collecting(a, b):
    a, b = weakref.ref(a), weakref.ref(b)
    gc.collect()
    yield a(), b()


def manager():
    warm(contextlib.contextmanager(plain))
    with collecting(A(), b=A()) as alive:
        print(alive)
    print(collecting(A(), b=A()).__enter__())


class Task:
    def __init__(self, function, args, kwds):
        self.work = function(*args, **kwds)
        self.args, self.kwds = args, kwds

    def step(self):
        del self.args, self.kwds
        return next(self.work)


def task(*args, **kwds):
    return Task(plain if args[0] == 1 else finds, args, kwds)


def finds(a, b):
    a, b = weakref.ref(a), weakref.ref(b)
    gc.collect()
    yield a(), b()


def tasks():
    for i in range(300):
        task(1, b=2).step()
        task(1).step()
    print(task(A(), b=A()).step())
    t = task(A(), b=A())
    print(t.step())


manager()
tasks()
