# The line of a function's end without return is the line that was executed before it, on each way that leads there:
# no line is shown that was not executed, and none is missing.
import sys


def events(function, *args):
    seen = []

    def trace(frame, event, arg):
        if frame.f_code is not function.__code__:
            return None
        seen.append(f"{event[0]}{frame.f_lineno - function.__code__.co_firstlineno}")
        return trace

    sys.settrace(trace)
    try:
        function(*args)
    finally:
        sys.settrace(None)
    return " ".join(seen)


def in_try(a, b):
    try:
        if a:
            y = b
            pass
    except KeyError:
        return 2


def with_else(a, b):
    if a:
        if a and not b:
            pass
    else:
        for i in (1,):
            x = 1


def two_branches(a, b):
    y = b
    if a and b:
        if a:
            pass
    elif a:
        if b or y:
            y = a


def in_finally(a, b):
    try:
        for i in (1,):
            pass
    finally:
        if a:
            b = 1
            b = 1


def nested(a, b):
    if a:
        if a:
            if b:
                if b is None:
                    return False
        else:
            return False
    elif a and b:
        return True


def else_of_else(a, b):
    if a:
        y = b
        if not b:
            y = b
        else:
            x = 1
    else:
        if not b:
            pass
        else:
            x = 1


for function in (in_try, with_else, two_branches, in_finally, nested, else_of_else):
    for a in (0, 1):
        for b in (0, 1):
            print(function.__name__, a, b, events(function, a, b))
