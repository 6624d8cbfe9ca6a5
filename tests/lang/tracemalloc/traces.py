# Allocations by line, with their tracebacks: in loops that are hot before tracing begins, in generators and threads.
import gc
import os
import threading
import tracemalloc


def here(o):
    traceback = tracemalloc.get_object_traceback(o)
    return traceback and [(os.path.basename(f.filename), f.lineno) for f in reversed(traceback)]


def make_one(n=100):
    return bytes(n)


def make(n):
    kept = []
    for i in range(n):
        kept.append(bytes(i + 50))
    return kept


def numbers():
    for i in range(3):
        yield bytes(i + 50)


print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit(), tracemalloc.get_traced_memory())
for _ in range(5):
    make(400)
untraced = make_one()
tracemalloc.start(3)
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())
print(here(untraced), here(make_one()))
things = make(400)
print(len({tuple(here(t)) for t in things}), here(things[0])[0], here(things[399])[0])
print([here(x)[0] for x in numbers()])
print(here([bytes(x) for x in [99]][0])[0])


def in_thread(out):
    out.append(here(make_one()))


out = []
thread = threading.Thread(target=in_thread, args=(out,))
thread.start()
thread.join()
print(out[0][:2])


def statistics(of):
    snapshot = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, __file__)])
    return {s.traceback[0].lineno: s.count for s in snapshot.statistics("lineno")}.get(of, 0)


line = here(things[0])[0][1]
print("alive", statistics(line) >= 400)
things = None
print("dead", statistics(line) < 100)

before = tracemalloc.get_traced_memory()[0]
big = b"x" * 1_000_000
during, peak = tracemalloc.get_traced_memory()
print(during - before >= 1_000_000, peak >= during, here(big)[0])
big = None
print(tracemalloc.get_traced_memory()[0] - before < 100_000)
tracemalloc.reset_peak()
print(tracemalloc.get_traced_memory()[1] < peak)
tracemalloc.clear_traces()
survivor = make_one()
print(here(survivor))
for _ in range(3):
    gc.collect()
print(here(survivor))
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc._get_traces(), here(survivor))
for wrong in (0, -1, 65536):
    try:
        tracemalloc.start(wrong)
    except ValueError as error:
        print(error)
print(len(make(400)))
tracemalloc.start()
print(here(make_one()))
