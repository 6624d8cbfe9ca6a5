"""scripts/bench --coverage: the share of bytecodes that the suite's programs execute in machine code, and how often they leave it."""

import tempfile
from pathlib import Path

from engines import OPTIONS, SIDEWINDER, run
from jit_log import read_log
from suite import PROCESS, SUITE, program_names

LEAST_PERCENT, MOST_EXITS = 97, 2  # after the first second; exits a thousand bytecodes


def coverage_of(program, seconds):
    """{"all": ..., "later": ...} of one process, as the log has it."""
    with tempfile.NamedTemporaryFile() as file:
        run([SIDEWINDER, *OPTIONS, "-X", "jit-coverage", "-X", f"jit-log={file.name}", PROCESS, program, "--seconds", seconds])
        return read_log(file.name).coverage


def print_coverage(names, seconds, folder=SUITE):
    """0 if all programs reach the goals."""
    missed = []
    print(f"| {'program':<22} | after the first second | exits a thousand | in all | exits a thousand |")
    for name in names or program_names(folder):
        found = coverage_of(Path(folder) / f"{name}.py", seconds)
        later, whole = found["later"], found["all"]
        if later["percent"] < LEAST_PERCENT or later["exits_per_thousand"] > MOST_EXITS:
            missed.append(name)
        print(f"| {name:<22} | {later['percent']:>20.2f} % | {later['exits_per_thousand']:>16.3f} | {whole['percent']:>4.1f} % "
              f"| {whole['exits_per_thousand']:>16.3f} |", flush=True)
    print(f"below {LEAST_PERCENT} %, or above {MOST_EXITS} exits: {' '.join(missed) or 'none'}")
    return 1 if missed else 0
