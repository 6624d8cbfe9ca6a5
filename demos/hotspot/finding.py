"""Which function of a program is worth moving to another process."""

import cProfile
import pstats
from dataclasses import dataclass

JOURNEY = 0.001  # seconds that a call and its way back cost, about
SPEEDUP = 10  # what is hoped for; only to weigh many short calls against few long ones
NEARLY = 0.8  # of the best gain: then the smaller function is the better one


@dataclass(frozen=True)
class Candidate:
    function: object
    calls: int
    seconds: float  # in it and in what it calls, under the profiler
    part: float  # of the whole program

    @property
    def gain(self):
        return self.seconds * (1 - 1 / SPEEDUP) - self.calls * JOURNEY


def candidates_of(program):
    """Best first. A function that holds nearly as much as its caller is better than the caller: less has to move."""
    profile = cProfile.Profile()
    program.run(profile.runcall)
    stats = pstats.Stats(profile).stats
    total = max(entry[3] for entry in stats.values())
    found = []
    for function in program.functions():
        entry = stats.get((str(function.path), function.line, function.name))
        if entry:
            found.append(Candidate(function, entry[0], entry[3], entry[3] / total))
    found = [candidate for candidate in found if candidate.gain > 0]
    if not found:
        return []
    enough = NEARLY * max(candidate.gain for candidate in found)
    return sorted(found, key=lambda candidate: (candidate.gain < enough, candidate.seconds if candidate.gain >= enough else -candidate.gain))
