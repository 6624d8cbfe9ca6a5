# A function that a recording calls may wait for another thread, with nothing but a loop.
import threading

done = threading.Event()


def spin(n):
    """Recursive, so that a recording calls it; it ends when the other thread has had its turns."""
    if n:
        return spin(n - 1)
    turns = 0
    while not done.is_set():
        turns += 1
    return done.is_set()


def other():
    while True:
        begun.wait()
        begun.clear()
        done.set()


begun = threading.Event()
WAITS = {*range(12), *range(38, 44)}
threading.Thread(target=other, daemon=True).start()


def hot(count):
    met = 0
    for i in range(count):
        if i in WAITS:  # the first turns of all are recorded in some settings, in others those around 40
            done.clear()
            begun.set()
        met += spin(12)
    return met


done.set()
print(hot(100))
