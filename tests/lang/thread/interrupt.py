# KeyboardInterrupt reaches the main thread while others run.
import _thread
import threading
import time


def spin():
    while True:
        pass


for _ in range(2):
    threading.Thread(target=spin, daemon=True).start()
n = 0
try:
    threading.Timer(0.3, _thread.interrupt_main).start()
    while True:
        n += 1
except KeyboardInterrupt:
    print("in a loop")
try:
    threading.Timer(0.1, _thread.interrupt_main).start()
    time.sleep(1.5)
except KeyboardInterrupt:
    print("in a call that waits")
