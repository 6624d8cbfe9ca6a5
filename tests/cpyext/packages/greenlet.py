# greenlet exchanges pieces of the C stack, with eval loops and compiled code on them.
import _decimal
import contextvars
import gc
import sys
import threading
import weakref

import greenlet
from greenlet import GreenletExit, getcurrent


def attempt(call):
    try:
        return call()
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


def counting(start):
    total = start
    while True:
        total += getcurrent().parent.switch(total)


counter = greenlet.greenlet(counting)
counter.switch(0)
total = 0
for i in range(20000):
    total += counter.switch(i)
print("hot on both sides", total)


def by_name(names):
    for name in names:
        yield name, getcurrent().parent.switch(name)


walk = greenlet.greenlet(lambda: [found for found in by_name("abc")])
print("generators", walk.switch(), walk.switch(1), walk.switch(2), walk.switch(3), walk.dead)


def deep(n):
    return getcurrent().parent.switch("bottom") if n == 0 else deep(n - 1) + 1


stacks = [greenlet.greenlet(lambda depth=50 + i: deep(depth)) for i in range(40)]
print("deep", {stack.switch() for stack in stacks}, sum(stack.switch(i) for i, stack in enumerate(reversed(stacks))))


def key(value):
    here.append(value)
    return hub.switch(value)


here, hub = [], getcurrent()
sorting = greenlet.greenlet(lambda: sorted([3, 1, 2], key=key))
value = sorting.switch()
while not sorting.dead:
    value = sorting.switch(-value)
print("from within sorted()", value, here)


def failing():
    try:
        hub.switch()
    finally:
        here.append("finally")


thrown = greenlet.greenlet(failing)
thrown.switch()
print("exceptions", attempt(lambda: thrown.throw(KeyError("k"))), here[-1], attempt(lambda: greenlet.greenlet(lambda: 1 / 0).switch()))


def handling():
    try:
        raise OSError
    except OSError:
        hub.switch()
        return sys.exc_info()[0].__name__


handler = greenlet.greenlet(handling)
try:
    raise LookupError
except LookupError:
    handler.switch()
    print("handled", handler.switch(), sys.exc_info()[0].__name__)
variable = contextvars.ContextVar("variable", default="default")


def contextual():
    variable.set("inside")
    hub.switch()
    return variable.get()


context = greenlet.greenlet(contextual)
context.switch()
variable.set("outside")
print("contexts", context.switch(), variable.get())


def suspended():
    local = "seen"
    hub.switch(local)


looked_at = greenlet.greenlet(suspended)
looked_at.switch()
print("frames", looked_at.gr_frame.f_code.co_name, looked_at.gr_frame.f_locals, looked_at.gr_frame.f_back)


class Held:
    pass


def holding():
    held = Held()
    alive.append(weakref.ref(held))
    hub.switch()


alive = []
holders = [greenlet.greenlet(holding) for _ in range(50)]
for holder in holders:
    holder.switch()
garbage = [[[]] for _ in range(100000)]
gc.collect()
print("what stacks hold", sum(ref() is not None for ref in alive))


def dropped(flag):
    try:
        hub.switch()
    except GreenletExit:
        flag.append("ended")
        raise


flag = []
left = greenlet.greenlet(dropped)
left.switch(flag)
ref = weakref.ref(left)
del left
gc.collect()
print("dropped", flag, ref())


def in_thread():
    mine = getcurrent()
    other = greenlet.greenlet(lambda value: mine.switch(value + 1))
    results.append((other.switch(41), attempt(lambda: looked_at.switch())))


results = []
threads = [threading.Thread(target=in_thread) for _ in range(4)]
for thread in threads:
    thread.start()
    thread.join()
print("threads", results[0], len(results))


# What a thread leaves suspended ends in it, before it is joined.
def suspended(ended, number):
    thread = threading.get_ident()
    try:
        getcurrent().parent.switch()
    finally:
        ended.append((number, threading.get_ident() == thread))


def leave_suspended(ended):
    left = [greenlet.greenlet(suspended) for _ in range(3)]
    for number, each in enumerate(left):
        each.switch(ended, number)


for _ in range(2):
    ended = []
    thread = threading.Thread(target=leave_suspended, args=(ended,))
    thread.start()
    thread.join()
    print("left by a thread", sorted(ended))

# A weak reference to what dies together with a greenlet is cleared before that runs on to its end, whatever else is alive.
def last_look():
    try:
        getcurrent().parent.switch()
    finally:
        seen.append(reference())


number = _decimal.Decimal(1)
seen = []
last = greenlet.greenlet(last_look)
last.switch()
child = greenlet.greenlet(lambda: None, last)
reference = weakref.ref(child)
del last, child
gc.collect()
print("last look", seen)

# Several threads at once end in one another's collections, too: none is ended without its thread's main greenlet.
threads = [threading.Thread(target=leave_suspended, args=([],)) for _ in range(60)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
gc.collect()
print("left by many")
