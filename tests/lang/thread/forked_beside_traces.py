import gc, os, threading, time

# A fork while other threads run loops that are compiled: the child has none of them, collects, and starts threads of its own.

stop = threading.Event()


def work(n):
    total = 0
    for i in range(n):
        total = (total * 31 + i) % 1000003
    return total


def slept(i):
    time.sleep(i & 1 and 0.0001)
    return i


def turn(ready):
    rounds = 0
    while not stop.is_set():
        for i in range(20):
            rounds += slept(i) >= 0

        if rounds > 3000:
            ready.set()


def run_threads():
    results = []
    threads = [threading.Thread(target=lambda: results.append(work(20000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    gc.collect()
    for thread in threads:
        thread.join()
    return len(set(results)) == 1


signs = [threading.Event() for _ in range(3)]
others = [threading.Thread(target=turn, args=(sign,)) for sign in signs]
for other in others:
    other.start()
for sign in signs:
    sign.wait()
codes = []
for i in range(12):
    work(2000)
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            gc.collect()
            code = 0 if run_threads() and run_threads() and threading.active_count() == 1 else 2
        finally:
            os._exit(code)
    codes.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
stop.set()
for other in others:
    other.join()
print(codes)
