"""Threads that C starts: they call Python, and end before the next collection."""
import _testcapi
import ctypes
import contextvars
import gc
import sys
import threading

import spam

# Each calls from a thread of C's, which has ended when a collection asks all threads to stop.
called = []
for _ in range(5):
    _testcapi.call_in_temporary_c_thread(lambda: called.append(threading.current_thread() is threading.main_thread()))
    gc.collect()
print(called)

# A thread's local values end with it, and Python's threads are still switched between.
local = threading.local()
deaths = []


class Value:
    def __del__(self):
        deaths.append("value")


def keep():
    local.value = Value()


for _ in range(3):
    _testcapi.call_in_temporary_c_thread(keep)
gc.collect()
print(deaths[:1], hasattr(local, "value"))

# What Python code leaves with a thread of C's ends when C has given the lock back, not with the thread.
variable = contextvars.ContextVar("variable", default="none")


def leave_values():
    print(hasattr(local, "value"), variable.get(), sys.gettrace(), sys.get_asyncgen_hooks().firstiter)
    local.value = "kept"
    variable.set("kept")
    sys.set_asyncgen_hooks(firstiter=print)
    sys.settrace(lambda *event: None)


spam.call_in_thread(leave_values)
spam.call_in_thread(leave_values)


def count_turns(turns=0):
    threads = [threading.Thread(target=lambda: called.append(sum(range(100_000)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


count_turns()
_testcapi.call_in_temporary_c_thread(count_turns)
# C's threads are known by their addresses: there is another one for each that came before the last one had gone.
of_python = [thread.name for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)]
print(len(called), called[-1], of_python, 2 <= threading.active_count() <= 7)

# Twenty at once, by pthread_create itself.
pthread = ctypes.CDLL(None)
routine = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)
numbers = []


@routine
def add(argument):
    numbers.append(argument)
    return None


threads = [ctypes.c_ulong() for _ in range(20)]
for i, thread in enumerate(threads):
    pthread.pthread_create(ctypes.byref(thread), None, add, ctypes.c_void_p(i + 1))
for thread in threads:
    pthread.pthread_join(thread, None)
gc.collect()
print(sorted(numbers))
