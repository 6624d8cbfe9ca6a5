# A signal that ends a write early: its handler runs before the next thing does.
import os
import signal
import threading
import time


class Alarm(Exception):
    pass


def on_alarm(number, frame):
    raise Alarm


class Trap:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        print("leaves with", kind and kind.__name__)
        return True


def read_later(fd):
    time.sleep(1)
    while os.read(fd, 1 << 16):
        pass


signal.signal(signal.SIGALRM, on_alarm)
for write in ("raw", "os"):
    r, w = os.pipe()
    with open(w, "wb", buffering=0) as stream:
        os.write(w, b"x" * 100)
        reader = threading.Thread(target=read_later, args=(r,))
        reader.start()
        with Trap():
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            (stream.write if write == "raw" else lambda data: os.write(w, data))(b"y" * (4 << 20))
        signal.setitimer(signal.ITIMER_REAL, 0)
    reader.join()
    os.close(r)
