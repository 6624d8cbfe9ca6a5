#!/usr/bin/env python3
"""The programs of random_programs.py, many in each process: CPython and threshold 2, as many as time allows.

usage: tests/random_batches.py BINARY [--count N] [--seed S] [--batch B]

A process runs B programs one after the other, each in a namespace of its own, so that a program costs milliseconds instead of a
start. Only programs that compiled a trace and left one count as compared; their share is told. One that differs is compared once
more by itself, in all modes, and told if it differs there too, or if it does so only behind the others of its batch. One that
CPython does not end is left out, and told.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "bench"))

from expectations import CPYTHON, ENVIRONMENT  # noqa: E402
from random_python import random_program  # noqa: E402
from random_programs import JIT_MODE, UNFUSED, compare, first_difference, outcome, traced  # noqa: E402

LONGEST = 60  # seconds for a batch, which takes two to four

RUNNER = '''
import io, json, sys
try:
    from __sidewinder__ import jit_statistics
except ImportError:
    jit_statistics = None

def counts():
    if not jit_statistics: return [0, 0]
    numbers = jit_statistics()
    return [numbers["loops"] + numbers["functions"], numbers["exits"]]

def shown(source):
    sys.stdout = io.StringIO()
    try:
        exec(compile(source, "program.py", "exec"), {"__name__": "__main__"})
    except BaseException as e:
        print("left by", type(e).__name__, e)
    text = sys.stdout.getvalue()
    sys.stdout = sys.__stdout__
    return text

results = open(sys.argv[2], "w")
for source in json.load(open(sys.argv[1])):
    before = counts()
    text = shown(source)
    after = counts()
    print(json.dumps([text, after[0] - before[0], after[1] - before[1]]), file=results, flush=True)
'''


def run_batch(command, folder, programs):
    """[output, traces, exits] of each; fewer if the process ended before the last one, or one did not end."""
    Path(folder, "runner.py").write_text(RUNNER)
    Path(folder, "programs.json").write_text(json.dumps(programs))
    results = Path(folder, "results.json")
    results.write_text("")
    try:
        subprocess.run([*command, "runner.py", "programs.json", "results.json"], cwd=folder, env=ENVIRONMENT, timeout=LONGEST,
                       stdin=subprocess.DEVNULL, capture_output=True)
    except subprocess.TimeoutExpired:
        pass  # what it has not done is missing, as it is where the process ended
    return [json.loads(line) for line in results.read_text().splitlines()]


def is_as_unfused(program, shown):
    """Is that what CPython shows which fuses no instructions? See random_programs.UNFUSED."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "program.py").write_text(program)
        return outcome([CPYTHON, "-c", UNFUSED], folder).startswith(shown + "exit code 0")


def differences(binary, seeds, expected, actual, start):
    """(seed, in words) for each program that differs."""
    for seed, (text, *_), (shown, *_) in zip(seeds, expected, actual):
        if text == shown or is_as_unfused(random_program(seed), shown):
            continue
        alone = compare(binary, seed, start)[2]
        yield seed, "; ".join(alone) or f"behind others: {first_difference(text, shown)}"
    if len(actual) < len(expected):
        yield seeds[len(actual)], "the process ended, or did not end it"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=100)
    arguments = parser.parse_args()
    binary = str(Path(arguments.binary).resolve())
    compiled = left = left_out = differ = 0
    end = arguments.seed + arguments.count
    with tempfile.TemporaryDirectory() as folder:
        start = traced(binary, folder, "")
        first = arguments.seed
        while first < end:
            seeds = range(first, min(first + arguments.batch, end))
            programs = [random_program(seed) for seed in seeds]
            expected = run_batch([CPYTHON], folder, programs)
            first += len(expected)
            if len(expected) < len(seeds):
                print(f"seed {first}: left out, CPython does not end it", flush=True)
                first, left_out = first + 1, left_out + 1
            seeds = seeds[:len(expected)]
            actual = run_batch([binary, *JIT_MODE], folder, programs[:len(expected)])
            compiled += sum(traces > 0 for _, traces, _ in actual)
            left += sum(traces > 0 and exits > 0 for _, traces, exits in actual)
            for seed, words in differences(binary, seeds, expected, actual, start):
                differ += 1
                print(f"seed {seed}\n    {words}", flush=True)
    count = arguments.count - left_out
    share = 100 / max(count, 1)
    print(f"{count} programs: {compiled} compiled a trace ({compiled * share:.1f} %), {left} left one, too ({left * share:.1f} %): "
          f"{differ} differ")
    return 1 if differ or not left else 0


if __name__ == "__main__":
    sys.exit(main())
