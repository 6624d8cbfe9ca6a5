# Loops over generators that only they have, left again and again: by break, return and exceptions, also in compiled code.
# needs prompt collection
import sys


def values(log, n):
    try:
        yield 1
        yield 2
    finally:
        log.append(n)


def by_break(log, n):
    for value in values(log, n):
        break
    log.append("after")


def by_return(log, n):
    def inner():
        for value in values(log, n):
            return value

    inner()
    log.append("after")


def by_raise(log, n):
    try:
        for value in values(log, n):
            raise KeyError
    except KeyError:
        log.append("after")


def by_raise_of_some(log, n):
    try:
        for value in values(log, n):
            if value == 2 - n % 2:
                raise KeyError
    except KeyError:
        log.append("after")


def raises(value):
    if value == 2:
        raise ValueError


def by_raise_of_callee(log, n):
    try:
        for value in values(log, n):
            raises(value)
    except ValueError:
        log.append("after")


def passed_on(log, n):
    for value in values(log, n):
        yield value


def of_inner_one(log, n):
    for value in passed_on(log, n):
        break
    log.append("after")


def of_expression(log, n):
    for value in (v for v in values(log, n)):
        break
    log.append("after")


def nested(log, n):
    for outer in values(log, ("outer", n)):
        for inner in values(log, ("inner", n)):
            if n % 2:
                break
            return
    log.append("after")


def nested_raise(log, n):
    try:
        for outer in values(log, ("outer", n)):
            try:
                for inner in values(log, ("inner", n)):
                    raise KeyError if n % 2 else ValueError
            except KeyError:
                log.append("handled in between")
    except ValueError:
        log.append("handled")


def never_round(log, n):
    for value in values(log, n):
        if n % 2:
            return log.append("odd")
        raise KeyError


def out_of_functions(log, n):
    try:
        never_round(log, n)
    except KeyError:
        log.append("after")


def kept(log, n):
    generator = values(log, n)
    for value in generator:
        break
    log.append("not ended")
    for value in generator:
        log.append(value)


def to_the_end(log, n):
    for value in values(log, n):
        log.append(value)
    else:
        log.append("else")


def continued(log, n):
    for value in values(log, n):
        try:
            if value == 1:
                continue
            raise KeyError
        except KeyError:
            log.append("handled in the loop")


def asks_for_streams(log, n):
    before, sys.stderr = sys.stderr, log
    try:
        yield n
        yield n
    finally:
        sys.stderr = before


def of_streams(log, n):
    before = sys.stderr
    for value in asks_for_streams(log, n):
        break
    log.append(sys.stderr is before)


for leave in (by_break, by_return, by_raise, by_raise_of_some, by_raise_of_callee, of_inner_one, of_expression, nested,
              nested_raise, out_of_functions, kept, to_the_end, continued, of_streams):
    log = []
    for n in range(40):
        leave(log, n)
    print(leave.__name__, log)
