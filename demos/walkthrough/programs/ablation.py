"""ablation.py PROGRAM PASS...: the program with all passes of the optimiser, and without each one named."""

import resource
import sys

from engines import bar, run

program, *passes = sys.argv[1:]


def seconds(command):
    def used():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before = used()
    run(command)
    return used() - before


times = {"all passes": seconds(f"sidewinder {program}")}
for name in passes:
    times[f"without {name}"] = seconds(f"sidewinder -X jit-disable={name} {program}")
times["without the JIT"] = seconds(f"sidewinder -X jit=off {program}")
for name, time in times.items():
    print(f"{name:20} {time:7.3f} s  {bar(time, max(times.values()))}")
