"""_asyncio.Task on a loop of a few lines: steps, waiting, cancelling, errors, and what the module keeps."""

import asyncio
import collections
import contextvars
import _asyncio
from _asyncio import Future, Task


class Loop:
    def __init__(self):
        self.ready = collections.deque()

    def get_debug(self):
        return False

    def call_soon(self, function, *args, context=None):
        self.ready.append((function, args, context))

    def call_exception_handler(self, context):
        print("handler:", context["message"])

    def run(self):
        _asyncio._set_running_loop(self)
        try:
            while self.ready:
                function, args, context = self.ready.popleft()
                context.run(function, *args)
        finally:
            _asyncio._set_running_loop(None)


loop = Loop()
variable = contextvars.ContextVar("variable", default=0)


def attempt(*functions):
    for function in functions:
        try:
            print(function())
        except BaseException as e:
            print(type(e).__name__, e)


def run(coroutine, **how):
    task = Task(coroutine, loop=loop, **how)
    loop.run()
    attempt(task.result)
    return task


async def add(a, b):
    return a + b


async def tree(depth):
    if depth == 0:
        await asyncio.sleep(0)
        return 1
    parts = [Task(tree(depth - 1), loop=loop) for _ in range(2)]
    return sum([await part for part in parts])


async def waits(future, log):
    try:
        log.append(await future)
    except BaseException as e:
        log.append(repr(e))
        raise
    finally:
        log.append("end")
    return log


run(add(1, 2))
run(tree(6))
attempt(lambda: Task(5, loop=loop), lambda: Task())


# values, exceptions and cancellation through futures
async def outer(kind):
    future = Future(loop=loop)
    log = []
    task = Task(waits(future, log), loop=loop, name="waiting")
    await asyncio.sleep(0)
    print(task._fut_waiter is future, task.done(), task.get_name())
    if kind == "value":
        future.set_result(kind)
    elif kind == "error":
        future.set_exception(KeyError(kind))
    elif kind == "inner":
        future.cancel("inner")
    else:
        print(task.cancel("outer"), task.cancelling(), future.cancelled())
    try:
        print(await task)
    except BaseException as e:
        print(repr(e), log)
    print(task.done(), task.cancelled(), task.uncancel(), task.uncancel(), task.cancel())


for kind in "value", "error", "inner", "outer":
    run(outer(kind))


# what is yielded wrongly
class Yields:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield self.value


class Elsewhere:
    get_debug = Loop.get_debug


async def yields(value):
    try:
        return await Yields(value)
    except RuntimeError as e:
        words = str(e)
        return words[:words.index("<")] if "<" in words else words


for value in 5, Future(loop=loop), (x for x in ()), None:
    run(yields(value))


async def on_itself():
    await _asyncio._current_tasks[loop]


async def elsewhere():
    await Future(loop=Elsewhere())


run(on_itself())._exception.args[0].startswith("Task cannot await on itself: <Task")
run(elsewhere())


# a future of another class
class Other:
    _asyncio_future_blocking = False

    def __init__(self):
        self.callbacks = []

    def get_loop(self):
        return loop

    def add_done_callback(self, function, *, context):
        self.callbacks.append(function)
        loop.call_soon(function, self, context=context)

    def result(self):
        return "result"

    def cancel(self, msg=None):
        return False

    def __await__(self):
        self._asyncio_future_blocking = True
        yield self
        return "other"


async def on_other():
    other = Other()
    value = await other
    return value, [f.__qualname__ for f in other.callbacks], other._asyncio_future_blocking


run(on_other())


# interrupts leave the loop; the task has them too
async def stops(what):
    raise what


for what in SystemExit(3), KeyboardInterrupt():
    task = Task(stops(what), loop=loop)
    attempt(loop.run)
    print(repr(task.exception()))


# contexts
async def sets(n):
    variable.set(n)
    await asyncio.sleep(0)
    return variable.get()


context = contextvars.copy_context()
run(sets(1))
run(sets(2), context=context)
print(variable.get(), context[variable])


# names, repr, and what a task may not be asked
async def short():
    pass


task = Task(short(), loop=loop, name=17)
attempt(lambda: task.get_name(), lambda: task.set_name(None), lambda: repr(task)[:32], lambda: task.set_result(1),
        lambda: task.set_exception(1), lambda: task.get_coro().__name__, lambda: task.result(),
        lambda: len(task.get_stack()), lambda: task in _asyncio._all_tasks, lambda: asyncio.all_tasks(loop) == {task},
        lambda: repr(task._coro)[:24], lambda: task._must_cancel, lambda: task.cancel(), lambda: task._must_cancel)
step = loop.ready[0][0]
attempt(lambda: step.__self__ is task, lambda: step(1), lambda: step(a=1))
loop.run()
attempt(lambda: task.cancelled(), step, lambda: task.exception())


class Named(Task):
    def cancel(self, msg=None):
        print("asked")
        return super().cancel(msg)


async def cancels_inner():
    inner = Named(waits(Future(loop=loop), []), loop=loop)
    await asyncio.sleep(0)
    outer = Task(waits(inner, []), loop=loop)
    await asyncio.sleep(0)
    outer.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return inner, outer


for each in run(cancels_inner()).result():
    print(type(each).__name__, each.cancelled())

attempt(lambda: _asyncio._enter_task(loop, 1), lambda: _asyncio._enter_task(loop, 2),
        lambda: _asyncio._leave_task(loop, 2), lambda: _asyncio._leave_task(loop, 1),
        lambda: _asyncio._leave_task(loop, 1), lambda: _asyncio._register_task(1),
        lambda: _asyncio._unregister_task(1), _asyncio.get_running_loop, _asyncio._get_running_loop,
        lambda: _asyncio._set_running_loop(loop), lambda: _asyncio.get_event_loop() is loop,
        lambda: _asyncio._set_running_loop(None), _asyncio._get_running_loop)
