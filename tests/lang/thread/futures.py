# concurrent.futures over threads, and SimpleQueue between them.
import queue
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed

with ThreadPoolExecutor(4) as executor:
    print(list(executor.map(lambda x: x * x, range(20))))
    print(type(executor.submit(lambda: 1 / 0).exception()))
    futures = [executor.submit(pow, 2, i) for i in range(8)]
    print(sorted(f.result() for f in as_completed(futures)))
q = queue.SimpleQueue()
got = []
reader = threading.Thread(target=lambda: [got.append(q.get()) for _ in range(100)])
reader.start()
for i in range(100):
    q.put(i)
reader.join()
print(got == list(range(100)), q.empty())
try:
    q.get(timeout=0.01)
except queue.Empty as e:
    print(type(e))
