# PyThreadState_SetAsyncExc: the recipe by which one thread ends another.
import ctypes
import threading
import time


class Stop(Exception):
    pass


def ask(identifier, exception):
    return ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(identifier), exception)


class Worker(threading.Thread):
    def __init__(self, work):
        super().__init__()
        self.work = work
        self.started = threading.Event()
        self.outcome = None

    def run(self):
        try:
            self.started.set()
            self.work()
        except Stop as error:
            self.outcome = f"stopped {error.args}"


def spin():
    n = 0
    while True:
        n += 1


def wait():
    while True:
        time.sleep(0.01)


def call():
    def callee(n):
        return n + 1

    n = 0
    while True:
        n = callee(n)


for work in (spin, wait, call):
    worker = Worker(work)
    worker.start()
    worker.started.wait()
    time.sleep(0.05)
    print(ask(worker.ident, ctypes.py_object(Stop)))
    worker.join(20)
    print(work.__name__, worker.outcome, worker.is_alive())

print(ask(12345, ctypes.py_object(Stop)))
try:
    print(ask(threading.get_ident(), ctypes.py_object(Stop)))
    while True:
        pass
except Stop:
    print("raised in its own thread")

# what was asked for is taken back
worker = Worker(lambda: time.sleep(0.2))
worker.start()
worker.started.wait()
print(ask(worker.ident, ctypes.py_object(Stop)), ask(worker.ident, None))
worker.join()
print(worker.outcome)
