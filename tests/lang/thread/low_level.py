# _thread itself: identifiers, locks, what is wrong with arguments, exceptions in threads.
import _thread
import sys
import time


def error(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)


done = _thread.allocate_lock()


def run(function, *args, **kwargs):
    done.acquire()

    def wrapped():
        try:
            function(*args, **kwargs)
        finally:
            done.release()

    identifier = _thread.start_new_thread(wrapped, ())
    with done:
        pass
    return identifier


seen = []
identifier = run(lambda: seen.append(_thread.get_ident()))
print(seen == [identifier], identifier != _thread.get_ident(), _thread.get_native_id() > 0)
error(lambda: _thread.start_new_thread(1, ()))
error(lambda: _thread.start_new_thread(print, []))
error(lambda: _thread.start_new_thread(print, (), 1))
error(lambda: _thread.start_new_thread(print))
lock = _thread.allocate_lock()
error(lock.release)
print(lock.acquire(), lock.acquire(False), lock.acquire(True, 0.01), lock.locked())
error(lambda: lock.acquire(False, 1))
error(lambda: lock.acquire(True, -2))
run(lock.release)  # any thread may
print(lock.locked())
rlock = _thread.RLock()
print(rlock.acquire(), rlock.acquire(), rlock._is_owned())
run(lambda: error(rlock.release))
run(lambda: print(rlock.acquire(blocking=False)))
rlock.release()
rlock.release()
run(lambda: print(rlock.acquire(blocking=False), rlock.release()))
error(rlock.release)
reports = []
sys.unraisablehook = lambda a: reports.append((a.exc_type.__name__, a.err_msg, a.object is fail))


def fail():
    try:
        1 / 0
    finally:
        done.release()


done.acquire()
_thread.start_new_thread(fail, ())
with done:
    time.sleep(0.05)
print(reports)
run(_thread.exit)
run(sys.exit, 5)
print("goes on")


class Local(_thread._local):
    made = 0

    def __init__(self, start):
        Local.made += 1
        self.value = start

    @property
    def doubled(self):
        return self.value * 2


local = Local(5)
local.value = 7
run(lambda: print(local.value, local.doubled, local.__dict__))
print(local.value, local.doubled, Local.made)
error(lambda: setattr(local, "__dict__", {}))
error(lambda: local.missing)
error(lambda: _thread._local(1))
