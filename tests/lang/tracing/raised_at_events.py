# What a trace or profile function raises comes from the line of its event, also where the frame has not begun.
import sys


class Quit(Exception):
    pass


def plain(x):
    y = x + 1
    return y


def with_cells(x):
    def closure():
        return x
    return closure()


def guarded(x):
    try:
        return x
    finally:
        x = 2


def generator(x):
    yield x
    yield x + 1


def drained(x):
    return list(generator(x))


def lines_of(error):
    traceback, lines = error.__traceback__, []
    while traceback:
        lines.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    return [line for line in lines if line[0] not in ("<module>", "watched")]


def watched(install, function, wanted):
    def watch(frame, event, arg):
        if event == wanted and frame.f_code.co_name not in ("watched", "drained"):
            raise Quit(event)
        return watch

    install(watch)
    try:
        function(1)
    except Quit as error:
        install(None)
        return lines_of(error)
    finally:
        install(None)


for function in (plain, with_cells, guarded, drained):
    for wanted in ("call", "line", "return"):
        print(function.__name__, wanted, watched(sys.settrace, function, wanted))
    for wanted in ("call", "return"):
        print(function.__name__, wanted, watched(sys.setprofile, function, wanted))
