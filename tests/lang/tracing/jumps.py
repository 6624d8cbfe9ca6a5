# Setting f_lineno in a trace function: where it goes on, and what is refused.
import sys

def jump(function, origin, target, event="line"):
    """Runs the function; the first time that it comes to the line `origin` it goes on at `target`."""
    first = function.__code__.co_firstlineno
    done = []
    def trace(frame, what, arg):
        if frame.f_code is not function.__code__:
            return None
        if not done and what == event and frame.f_lineno == first + origin:
            done.append(1)
            try:
                frame.f_lineno = first + target
            except ValueError as e:
                print("   ", str(e).replace(str(first + target), "N"))
            else:
                print("    now at", frame.f_lineno - first)
        return trace
    output = []
    print(function.__name__, origin, "->", target, event)
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(output)
    except Exception as e:
        print("   ", repr(e))
    finally:
        sys.settrace(before)
    print("   ", output)

def straight(output):
    output.append(1)
    output.append(2)
    output.append(3)
    output.append(4)
def in_loop(output):
    for i in 1, 2:
        output.append(i)
        output.append(-i)
    output.append(4)
    for i in 5, 6:
        output.append(i)
    else:
        output.append(8)
    while len(output) < 12:
        output.append(10)
        output.append(11)
def with_handlers(output):
    try:
        output.append(2)
        1 / 0
    except ZeroDivisionError as e:
        output.append(5)
        output.append(6)
    finally:
        output.append(8)
    output.append(sys.exception())
class Manager:
    def __init__(self, output): self.output = output
    def __enter__(self): self.output.append("enter")
    def __exit__(self, *rest): self.output.append("exit")
def with_with(output):
    output.append(1)
    with Manager(output):
        output.append(3)
        output.append(4)
    output.append(5)
    with Manager(output):
        output.append(7)
def expression(output):
    output.append(1)
    output.append(
        len("a")
        + 4
    )
    output.append(6)
class Odd:
    def __index__(self): return 1

for case in [(straight, 2, 4), (straight, 4, 2), (straight, 1, -1), (straight, 2, 5), (straight, 4, 40),
             (in_loop, 2, 4), (in_loop, 3, 2), (in_loop, 4, 2), (in_loop, 4, 8), (in_loop, 2, 6), (in_loop, 4, 11), (in_loop, 11, 4),
             (with_handlers, 2, 5), (with_handlers, 5, 9), (with_handlers, 5, 6), (with_handlers, 6, 2), (with_handlers, 8, 9),
             (with_handlers, 2, 8), (with_handlers, 3, 9),
             (with_with, 1, 3), (with_with, 3, 5), (with_with, 3, 7), (with_with, 1, 5), (with_with, 4, 3),
             (expression, 1, 6), (expression, 3, 6), (expression, 6, 2),
             (straight, 0, 2, "call"), (straight, 4, 2, "return"), (with_handlers, 3, 2, "exception")]:
    jump(*case)

frame = sys._getframe()
for value in 1, "x", 1.5, True, Odd(), 1 << 70:
    try:
        frame.f_lineno = value
    except ValueError as e:
        print(e)
try:
    del frame.f_lineno
except AttributeError as e:
    print(e)

def generator(output):
    output.append(1)
    yield 2
    output.append(3)
    yield 4
def from_yield(output, origin, target, event):
    first = generator.__code__.co_firstlineno
    def trace(frame, what, arg):
        if frame.f_code is generator.__code__ and what == event and frame.f_lineno == first + origin:
            try:
                frame.f_lineno = first + target
            except ValueError as e:
                output.append(str(e))
        return trace
    sys.settrace(trace)
    try:
        output.extend(generator(output))
    finally:
        sys.settrace(None)
    print(output)
from_yield([], 1, 4, "line")
from_yield([], 2, 4, "line")
