"""Runs the cases of one kind: _feed.py KIND SEED FIRST END, or KIND SEED NUMBER show. A line each: its number and what came
of it. A case is a function and what it is fed; both are made from the seed and the number alone."""

import hashlib
import importlib
import random
import re
import signal
import sys
import warnings

ADDRESS = re.compile("0x[0-9a-f]{6,}")
SECONDS = 3  # for a case


class Endless(BaseException):
    pass


def interrupt(number, frame):
    raise Endless


def outcome_of(function, arguments):
    try:
        value = function(*arguments)
    except BaseException as error:  # whatever there is
        return type(error).__name__
    text = ADDRESS.sub("0x", ascii(value))
    return text if len(text) < 200 else f"{text[:100]} {len(text)} {hashlib.md5(text.encode()).hexdigest()}"


def guarded_outcome_of(function, arguments):
    outcome = "Endless"
    try:
        signal.setitimer(signal.ITIMER_REAL, SECONDS, 1)  # again: a finalizer may have swallowed the first
        outcome = outcome_of(function, arguments)
        signal.setitimer(signal.ITIMER_REAL, 0)
    except BaseException as error:  # of the description; or the alarm, wherever it comes
        signal.setitimer(signal.ITIMER_REAL, 0)
        outcome = type(error).__name__
    return outcome


def main():
    kind, seed, first, end = sys.argv[1:]
    make_case = importlib.import_module(kind).make_case
    warnings.simplefilter("ignore")
    sys.unraisablehook = lambda unraisable: None
    if end == "show":
        function, *arguments = make_case(random.Random(f"{kind} {seed} {first}"))
        print(function.__qualname__, *map(repr, arguments), sep="\n")
        return
    signal.signal(signal.SIGALRM, interrupt)
    for number in range(int(first), int(end)):
        function, *arguments = make_case(random.Random(f"{kind} {seed} {number}"))
        try:
            outcome = guarded_outcome_of(function, arguments)
        except Endless:  # the alarm once more, while the first was answered
            outcome = "Endless"
            signal.setitimer(signal.ITIMER_REAL, 0)
        print(number, outcome, flush=True)


if __name__ == "__main__":
    main()
