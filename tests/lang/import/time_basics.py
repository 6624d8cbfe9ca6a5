import time

a = time.perf_counter()
b = time.perf_counter()
print(type(a), b >= a, time.time() > 1.6e9, time.monotonic() <= time.monotonic(), isinstance(time.perf_counter_ns(), int))
