"""The import lock belongs to a thread; a fork waits for it; locals of threads outlive what has __del__ at the end."""

import _imp
import os
import sys
import threading


def attempt(function):
    try:
        print(function())
    except RuntimeError as e:
        print("RuntimeError", e)


def elsewhere(function):
    thread = threading.Thread(target=attempt, args=(function,))
    thread.start()
    thread.join()


attempt(_imp.release_lock)
_imp.acquire_lock()
_imp.acquire_lock()
print(_imp.lock_held())
elsewhere(_imp.release_lock)
elsewhere(_imp.lock_held)
_imp.release_lock()
print(_imp.lock_held())

# another thread waits until it is given back
order = []


def waits():
    _imp.acquire_lock()
    order.append("waited")
    _imp.release_lock()


thread = threading.Thread(target=waits)
thread.start()
thread.join(0.05)
order.append("released")
_imp.release_lock()
thread.join()
print(order, _imp.lock_held())

# a fork sees no module half made
started = threading.Event()


def makes_module():
    _imp.acquire_lock()
    sys.modules["made here"] = "half"
    started.set()
    threading.Event().wait(0.05)
    sys.modules["made here"] = "whole"
    _imp.release_lock()


thread = threading.Thread(target=makes_module)
thread.start()
started.wait()
pid = os.fork()
if pid == 0:
    os._exit(42 if sys.modules["made here"] == "whole" and not _imp.lock_held() else 1)
thread.join()
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), _imp.lock_held())


class AtEnd:
    def __del__(self):
        print("at the end:", local.value)


local = threading.local()
local.value = "value"
at_end = AtEnd()
