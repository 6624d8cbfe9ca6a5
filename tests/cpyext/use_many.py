# Many instances of C (lives.c) end together while there is another thread: what they hold ends after them all.
import gc
import threading

import lives
from lives import Node


def held_by_many(n):
    hub = Node(-1)  # the oldest
    hub.left = hub  # which only tp_clear ends
    for i in range(n):
        node = Node(i)
        node.left, node.right = hub, node


def turn_memory_over():
    for _ in range(40):
        [[i] for i in range(20000)]


stop = threading.Event()
other = threading.Thread(target=stop.wait)
other.start()
lives.start_log()
held_by_many(5000)
turn_memory_over()
gc.collect()
log = lives.take_log()
print(len(log) > 4990, log.index("node -1") > 4990)
stop.set()
other.join()
