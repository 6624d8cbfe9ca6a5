# Tracing that begins in a function that a builtin calls, in the middle of a frame that is compiled: its next line is
# traced already.
import sys

events = []


def trace(frame, event, argument):
    if frame.f_code is work.__code__:
        events.append((event, frame.f_lineno - work.__code__.co_firstlineno))
    return trace


def begin(key):
    if key == "begin":
        sys.settrace(trace)
        sys._getframe(1).f_trace = trace
    if key == "raise":
        raise KeyError(key)
    if key == "end":
        sys.settrace(None)
    return 0


def work(key):
    total = 1
    first = sorted([key], key=begin)
    total += len(first)
    total += 2
    second = min(["end"], key=begin)
    return total + len(second)


def caught(key):
    count = 0
    for i in range(3):
        try:
            count += len(sorted([key], key=begin))
        except KeyError as problem:
            count += 10
            last = problem
    return count, key == "raise" and repr(last)


for i in range(300):
    assert work("nothing") == 7
print(work("begin"), events)
events.clear()
for i in range(100):
    assert work("nothing") == 7
print(work("begin"), events)
for i in range(200):
    assert caught("nothing") == (3, False)
print(caught("raise"))
print(caught("nothing"), caught("raise"))
