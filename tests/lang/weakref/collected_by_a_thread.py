"""One thread puts cycles into a WeakValueDictionary and lets go of them, another one collects all the time."""
import gc
import sys
import threading
import weakref


class Cycle:
    def __init__(self):
        self.cycle = self


def collect(is_over):
    while not is_over.wait(0.0001):
        gc.collect()


is_over = threading.Event()
collector = threading.Thread(target=collect, args=(is_over,))
sys.setswitchinterval(0.0001)
collector.start()
values = weakref.WeakValueDictionary()
missing = 0
for _ in range(40_000):
    value = Cycle()
    values[10] = value
    missing += len(values) != 1
    value = None
is_over.set()
collector.join()
print(missing)
