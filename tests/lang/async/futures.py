"""_asyncio.Future: states, callbacks, attributes, errors; its iterator; what its finalizer says."""

import asyncio
import gc
from _asyncio import Future


class Loop:
    def __repr__(self):
        return "Loop()"

    def __init__(self):
        self.calls = []

    def get_debug(self):
        return False

    def call_soon(self, function, *args, context=None):
        self.calls.append((function, args, type(context).__name__))

    def call_exception_handler(self, context):
        print("handler:", context["message"], repr(context["exception"]), sorted(context))

    def take(self):
        calls, self.calls = self.calls, []
        return calls


loop = Loop()


def attempt(*functions):
    for function in functions:
        try:
            print(function())
        except BaseException as e:
            print(type(e).__name__, e)


raw = Future.__new__(Future)
attempt(lambda: raw.result(), lambda: raw.exception(), lambda: raw.add_done_callback(1), lambda: raw.cancel(),
        lambda: raw.remove_done_callback(1), lambda: raw.done(), lambda: raw.cancelled(), lambda: raw.get_loop(),
        lambda: raw._loop, lambda: raw._state, lambda: raw._callbacks, lambda: repr(raw), lambda: raw._log_traceback,
        lambda: raw._asyncio_future_blocking, lambda: raw._cancel_message, lambda: raw.set_result(1), lambda: iter(raw))

attempt(lambda: Future(loop), lambda: Future(loop=5), lambda: Future(loops=5))
f = Future(loop=loop)
attempt(lambda: f._callbacks, lambda: f.add_done_callback(print), lambda: len(f._callbacks),
        lambda: f.add_done_callback(len), lambda: f.add_done_callback(print), lambda: [c for c, _ in f._callbacks],
        lambda: f.remove_done_callback(print), lambda: [c for c, _ in f._callbacks], lambda: f.result(),
        lambda: f.exception(), lambda: f.set_exception(5), lambda: f.set_exception(int), lambda: f._state,
        lambda: f.set_exception(StopIteration()), lambda: f.set_result(5), lambda: f.set_result(5),
        lambda: f.set_exception(ValueError), lambda: f.result(), lambda: f.exception(), lambda: f._callbacks)
print([(c, a == (f,), k) for c, a, k in loop.take()])
f.add_done_callback(abs)
print([(c, a == (f,), k) for c, a, k in loop.take()])

for name in "_asyncio_future_blocking", "_state", "_log_traceback", "_cancel_message", "_loop", "own":
    attempt(lambda: setattr(f, name, 1), lambda: getattr(f, name), lambda: delattr(f, name))

c = Future(loop=loop)
attempt(lambda: c.cancel("why"), lambda: c.cancel(), lambda: c._cancel_message, lambda: c.result(),
        lambda: c.exception(), lambda: repr(c._make_cancelled_error()), lambda: c._state, lambda: c.cancelled())

# the exception that was set, with the traceback it had then, once
e = Future(loop=loop)
try:
    1 / 0
except ZeroDivisionError as error:
    e.set_exception(error)
attempt(lambda: e._log_traceback, lambda: repr(e.exception()), lambda: e._log_traceback, lambda: e.result())
try:
    try:
        {}["k"]
    except KeyError:
        e.result()
except ZeroDivisionError as error:
    print(repr(error.__context__))

# its iterator
w = Future(loop=loop)
i = iter(w)
attempt(lambda: type(i).__name__, lambda: next(i) is w, lambda: w._asyncio_future_blocking, lambda: next(i),
        lambda: i.send(), lambda: i.throw(), lambda: i.throw(5), lambda: i.throw(ValueError(), 5),
        lambda: i.throw(ValueError, 3, 4), lambda: i.throw(ValueError, 3), lambda: i.close())
w = Future(loop=loop)
i = w.__await__()
next(i)
w.set_result((1, 2))
attempt(lambda: next(i), lambda: next(i), lambda: next(iter(w)), lambda: list(iter(w)))


def delegating(future):
    return (yield from future)


g = delegating(asyncio.Future(loop=loop))
g.send(None).set_result("value")
attempt(lambda: g.send(None))
g = delegating(asyncio.Future(loop=loop))
g.send(None).set_exception(OSError("o"))
attempt(lambda: g.send(None))
g = delegating(asyncio.Future(loop=loop))
g.send(None)
attempt(lambda: g.throw(KeyError, "k"), lambda: Future[int])


class Derived(Future):
    pass


def leave_alone(depth, cls):
    if depth:
        return leave_alone(depth - 1, cls)
    cls(loop=loop).set_exception(ValueError(cls.__name__))
    seen = cls(loop=loop)
    seen.set_exception(ValueError("seen"))
    seen.exception()


leave_alone(20, Future)
gc.collect()
leave_alone(20, Derived)
gc.collect()
