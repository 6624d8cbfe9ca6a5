"""simulate.py NAME FILE: judges a way of measuring on machines whose truth is known. Prints what is not right, nothing if all is.

A measurement cannot be judged on a real machine: nobody knows what is true there. Here the seconds are drawn, with the noise, the warm-up, the drift
and the coarse clock that real machines have, so what comes out can be compared with what went in. The seeds are fixed.
"""

import importlib.util
import math
import random
import statistics
import sys
import time

MACHINES = 60  # that a way of measuring has to do for


def loaded(path):
    spec = importlib.util.spec_from_file_location("exercise", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def machines(count=MACHINES):
    """(a source of chance, the true seconds) of each."""
    for seed in range(count):
        chance = random.Random(seed)
        yield chance, 10 ** chance.uniform(-4, 0)


def noisy(chance, true):
    return true * (1 + abs(chance.gauss(0, 0.01)))


def disturbed(chance, true):
    """One run in eight shares the machine with another program."""
    return noisy(chance, true) * (chance.uniform(1.5, 6) if chance.random() < 0.125 else 1)


def percent_off(value, true):
    return 100 * abs(value / true - 1)


def worst(found):
    """What is wrong with the worst of (value, true), if it is more than 3 % off."""
    value, true = max(found, key=lambda pair: percent_off(*pair))
    return f"on one machine it says {value:.6g} and {true:.6g} is true: {percent_off(value, true):.0f} % off" if percent_off(value, true) > 3 else None


def typical(exercise):
    return worst([(exercise.typical([disturbed(chance, true) for _ in range(41)]), true) for chance, true in machines()])


def warming_up(chance, true):
    """Interpreted, then compiled; a bridge comes late."""
    slow = chance.randrange(2, 12)
    late = chance.randrange(slow, 18)
    return [noisy(chance, true) * (chance.uniform(10, 30) if run < slow else 4 if run == late else 1) for run in range(40)]


def steady(exercise):
    return worst([(exercise.steady(warming_up(chance, true)), true) for chance, true in machines()])


def interval(exercise):
    count, hits, widths = 300, 0, []
    for chance, true in machines(count):
        low, high = exercise.interval([chance.gauss(true, true * 0.05) for _ in range(30)])
        hits += low <= true <= high
        widths.append((high - low) / true)
    width = 100 * statistics.mean(widths)
    if hits < 0.88 * count:
        return f"of {count} intervals only {hits} hold the truth"
    return f"{hits} of {count} intervals hold the truth, but they are {width:.1f} % wide on average: half of that is possible" if width > 8 else None


class Drifting:
    """A machine that takes 1 % longer with each run."""

    def __init__(self, chance):
        self.chance, self.runs = chance, 0

    def run(self, true):
        self.runs += 1
        return noisy(self.chance, true) * (1 + self.runs / 100)


def turns(exercise):
    found = []
    for chance, true in machines():
        machine, ratio = Drifting(chance), chance.uniform(0.5, 2)
        found.append((exercise.ratio(lambda: machine.run(true), lambda: machine.run(true * ratio)), ratio))
    return worst(found)


class Coarse:
    """A clock with large ticks, and a function that takes a part of one."""

    TICK = 0.01

    def __init__(self, chance):
        self.now, self.true = chance.random(), self.TICK * chance.uniform(0.02, 0.8)

    def clock(self):
        return math.floor(self.now / self.TICK) * self.TICK

    def function(self):
        self.now += self.true


def tick(exercise):
    found = []
    for chance, _ in machines():
        machine = Coarse(chance)
        found.append((exercise.seconds(machine.function, machine.clock), machine.true))
    return worst(found)


def clock(exercise):
    """The clock on the wall is set back while it measures; what is measured waits, and does not compute."""
    real, set_back = time.time, 0

    def wait():
        nonlocal set_back
        time.sleep(0.05)
        set_back = 3600

    time.time = lambda: real() - set_back
    time.time_ns = lambda: int(time.time() * 1e9)
    seconds = exercise.seconds(wait)
    return None if 0.045 < seconds < 5 else f"a wait of 0.05 s took {seconds:.3f} s"


def ratios(exercise):
    if not math.isclose(exercise.summary([2, 0.5]), 1):
        return f"of 2 and 0.5 it makes {exercise.summary([2, 0.5]):.6g}"
    for chance, _ in machines():
        table = [chance.uniform(0.2, 40) for _ in range(9)]
        there, back = exercise.summary(table), exercise.summary([1 / ratio for ratio in table])
        if not math.isclose(there * back, 1):
            return f"one way round it says {there:.4g} times faster, the other way {back:.4g} times"
    table = [3.0] * 5
    return None if math.isclose(exercise.summary(table), 3) else f"of five times 3 it makes {exercise.summary(table):.6g}"


JUDGES = {judge.__name__: judge for judge in (typical, steady, interval, turns, tick, clock, ratios)}

if __name__ == "__main__":
    complaint = JUDGES[sys.argv[1]](loaded(sys.argv[2]))
    if complaint:
        print(complaint)
