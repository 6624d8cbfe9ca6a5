#!/usr/bin/env python3
"""Random programs, compared: CPython, JIT off, threshold 2, threshold 2 with forced exits 1, 2 and 7, and compiled from the
handlers at the first execution with at most 1, 2 and 5 versions of a block, with code given up all the time, with forced
exits, and with traces on top.

usage: tests/random_programs.py BINARY [--count N] [--seed S] [--keep FOLDER] [--show SEED]

A program is small, ends, and prints everything it computes: numbers of all sizes, containers, objects, and for every
exception its class and the lines of its traceback. How many of them compiled a trace, and how many left one too, is told: only
these count as compared.
`--show SEED` prints the program of that seed; those that differ are kept in --keep.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "bench"))

from expectations import CPYTHON, ENVIRONMENT  # noqa: E402
from jit_log import read_log  # noqa: E402
from random_python import random_program  # noqa: E402

# CPython that has run a function a few times gives an unbound name the line of the instruction before it: it executes the two as one.
# Under a trace function it does not.
UNFUSED = "import sys; sys.settrace(lambda *_: None); exec(compile(open('program.py').read(), 'program.py', 'exec'))"
JIT_MODE = ["-X", "jit-threshold=2"]
MODES = [["-X", "jit=off"], JIT_MODE]
MODES += [["-X", "jit-threshold=2", "-X", f"jit-force-exits={n}"] for n in (1, 2, 7)]
BASELINE = ["-X", "jit=baseline", "-X", "jit-baseline-threshold=1"]
MODES += [[*BASELINE, "-X", f"jit-baseline-versions={n}"] for n in (1, 2, 5)]
MODES += [[*BASELINE, "-X", "jit-baseline-variants=1"]]
MODES += [[*BASELINE, "-X", f"jit-baseline-versions={n}", "-X", f"jit-baseline-evict-every={n}"] for n in (1, 2, 5)]
MODES += [[*BASELINE, "-X", f"jit-force-exits={n}"] for n in (1, 3)]
TIERS = ["-X", "jit=tiers", "-X", "jit-threshold=2", "-X", "jit-shortest-function=1"]
MODES += [[*TIERS, "-X", "jit-baseline-threshold=1"], [*TIERS, "-X", "jit-baseline-threshold=2", "-X", "jit-force-exits=2"]]
TIMEOUT = 30


def outcome(command, folder):
    """What a run shows: exit code and output; the last line of errors only says what went wrong outside the program."""
    try:
        done = subprocess.run([*command, "program.py"], cwd=folder, env=ENVIRONMENT, timeout=TIMEOUT,
                              stdin=subprocess.DEVNULL, capture_output=True)
    except subprocess.TimeoutExpired:
        return f"no end after {TIMEOUT} seconds"
    errors = done.stderr.decode(errors="replace").strip().splitlines()
    return f"{done.stdout.decode(errors='replace')}exit code {done.returncode} {errors[-1] if errors else ''}"


def first_difference(expected, actual):
    pairs = zip(expected.splitlines() + ["(end)"], actual.splitlines() + ["(end)"])
    return next((f"{a!r}, expected {e!r}" for e, a in pairs if e != a), "")


def traced(binary, folder, program):
    """(output, traces that begin at loops and functions, exits) with JIT_MODE; the start of the process has its own."""
    log = Path(folder, "jit.log")
    Path(folder, "program.py").write_text(program)
    shown = outcome([binary, *JIT_MODE, "-X", f"jit-log={log}"], folder)
    summary = read_log(log).summary if log.exists() else {}
    return shown, summary.get("loops", 0) + summary.get("functions", 0), summary.get("exits", 0)


def compare(binary, seed, start):
    """(did it compile a trace, did it leave one, what differs in words)"""
    with tempfile.TemporaryDirectory() as folder:
        shown, traces, exits = traced(binary, folder, random_program(seed))
        compiled, left = traces > start[1], traces > start[1] and exits > start[2]
        expected, unfused = outcome([CPYTHON], folder), None
        problems = []
        for mode in MODES:
            actual = shown if mode == JIT_MODE else outcome([binary, *mode], folder)
            if actual != expected and unfused is None:
                unfused = expected = outcome([CPYTHON, "-c", UNFUSED], folder)
            if actual != expected:
                problems.append(f"{' '.join(mode[1::2])}: {first_difference(expected, actual)}")
        return compiled, left, problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep")
    parser.add_argument("--show", type=int)
    arguments = parser.parse_args()
    if arguments.show is not None:
        print(random_program(arguments.show))
        return 0
    binary = str(Path(arguments.binary).resolve())
    compiled = left = differ = 0
    seeds = range(arguments.seed, arguments.seed + arguments.count)
    with tempfile.TemporaryDirectory() as folder:
        start = traced(binary, folder, "")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for seed, (has_trace, has_left, problems) in zip(seeds, pool.map(lambda seed: compare(binary, seed, start), seeds)):
            compiled += has_trace
            left += has_left
            differ += bool(problems)
            if problems:
                print(f"seed {seed}", *problems, sep="\n    ", flush=True)
                if arguments.keep:
                    Path(arguments.keep).mkdir(parents=True, exist_ok=True)
                    Path(arguments.keep, f"seed_{seed}.py").write_text(random_program(seed))
    share = 100 / max(arguments.count, 1)
    print(f"{arguments.count} programs: {compiled} compiled a trace ({compiled * share:.1f} %), {left} left one, too ({left * share:.1f} %): "
          f"{differ} differ")
    return 1 if differ or not left else 0


if __name__ == "__main__":
    sys.exit(main())
