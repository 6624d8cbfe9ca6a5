# Compiled code is left midway: other threads, a forked process, a trace function, exceptions, the recursion limit, ints that
# outgrow a word, values that change their type, and two variables that are one value.
import os
import sys
import threading

sys.setswitchinterval(1e-5)
results = []


def work(k):
    total, x = 0, 0.5
    for i in range(20000):
        total += i & k
        x = x * 0.9 + i
        if i % 1000 == 0:
            results.append((k, i))
    results.append((k, total, round(x, 3)))


threads = [threading.Thread(target=work, args=(k,)) for k in range(1, 5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(r for r in results if len(r) == 3), len(results))
sys.stdout.flush()
child = os.fork()
if not child:
    work(7)
    print(results[-1])
    sys.stdout.flush()
    os._exit(0)
os.waitpid(child, 0)


def tracer(frame, event, arg):
    events.append(event)
    return tracer


events = []


def traced(n):
    total = 0
    for i in range(n):
        total += i
        if i == n // 2:
            sys.settrace(tracer)
            sys._getframe().f_trace = tracer
    sys.settrace(None)
    return total


for _ in range(50):
    traced(40)
print(traced(20), len(events), events[-6:])


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


for _ in range(40):
    depth(100)
try:
    depth(10**6)
except RecursionError as error:
    print(error)


def caught(n):
    count = 0
    for i in range(n):
        try:
            if i % 3 == 0:
                raise ValueError(i)
            count += 1
        except ValueError as error:
            count += error.args[0]
    return count


print(caught(5000))


def outgrow(n, factor):
    value, steps = 1, 0
    for _ in range(n):
        value = value * factor + 1
        steps += value > 1 << 60
    return value, steps


print(outgrow(50, 3), outgrow(100, -7), outgrow(20, 1.5))


def change(n):
    value = other = 0
    for i in range(n):
        other = value
        value = value + i if i < n // 3 else value + 0.5 if i < n // 2 else value * True
        if i % 7 == 0:
            other, value = value, other
    return value, other


print(change(60), change(61), change(200))
