#!/usr/bin/env python3
"""Endless recursion and exhausted memory end in Python's exceptions, never in a signal or an abort.

usage: tests/run_limits.py BINARY recursion [-X OPTION]... [--stack BYTES]... [--only NAME]
       tests/run_limits.py BINARY memory [-X OPTION]... [--limits N] [--seed N] [PROGRAM ...]
       tests/run_limits.py BINARY start [-X OPTION]...

recursion: each case of tests/limits/recursion_cases.py on the main thread, and on threads with BYTES of stack (256 KB).
memory: each PROGRAM (default: tests/limits/memory_*.py and all of tests/lang) under N random limits of address space.
start: an empty program, from address space in which nothing can be loaded to enough.
What a program prints is not compared; how it ends is: exit codes below 128 are an answer, signals and aborts are not.
"""

import argparse
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parent
CASES = TESTS / "limits" / "recursion_cases.py"
ENOUGH = 8_000_000  # KB: for cases that are not about memory
LIMITS = (60_000, 400_000)
LIMITS_AT_START = range(16_000, 136_000, 1_500)
TIME = 120


def run_limited(kilobytes, command, folder):
    shell = f'ulimit -c 0 -v {kilobytes}; exec timeout --kill-after 5 {TIME} "$@"'
    done = subprocess.run(["bash", "-c", shell, "bash", *command], cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return done.returncode, done.stderr.decode(errors="replace")


def problem_of(code, errors):
    """Why this is no way to end, or None."""
    if code in (124, 137):
        return f"no end after {TIME} seconds"
    ended_by_signal = code < 0 or code > 128
    last = (errors.strip().splitlines() or [""])[-1]
    return f"code {code}: {last[:150]}" if ended_by_signal or "Fatal" in errors else None


def recursion_runs(arguments, command):
    names = subprocess.run([sys.executable, CASES, "list"], capture_output=True, text=True, check=True).stdout.split()
    for name in names:
        if arguments.only in (None, name):
            for stack in [[]] + [[str(stack)] for stack in arguments.stack or [262144]]:
                yield " ".join([name, *stack]), ENOUGH, [*command, str(CASES), name, *stack], TESTS


def memory_runs(arguments, command):
    programs = [Path(p).resolve() for p in arguments.programs]
    programs = programs or sorted((TESTS / "limits").glob("memory_*.py")) + sorted((TESTS / "lang").rglob("*.py"))
    chosen = random.Random(arguments.seed)
    for program in programs:
        if not program.name.startswith("_"):
            for _ in range(arguments.limits):
                limit = chosen.randrange(*LIMITS)
                title = f"{program.relative_to(TESTS.parent)} in {limit} KB"
                yield title, limit, [*command, program.name], program.parent


def start_runs(arguments, command):
    for limit in LIMITS_AT_START:
        yield f"start in {limit} KB", limit, [*command, "-c", "pass"], TESTS


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("what", choices=["recursion", "memory", "start"])
    parser.add_argument("-X", action="append", default=[], metavar="OPTION")
    parser.add_argument("--stack", type=int, action="append")
    parser.add_argument("--only")
    parser.add_argument("--limits", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("programs", nargs="*")
    arguments = parser.parse_intermixed_args()
    command = [str(Path(arguments.binary).resolve())] + [word for option in arguments.X for word in ("-X", option)]
    kinds = {"recursion": recursion_runs, "memory": memory_runs, "start": start_runs}
    runs = list(kinds[arguments.what](arguments, command))

    def check(one):
        title, limit, command_line, folder = one
        problem = problem_of(*run_limited(limit, command_line, folder))
        if problem:
            print(f"{title}: {problem}", flush=True)
        return problem is None

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = sum(pool.map(check, runs))
    print(f"{passed} of {len(runs)} ended as they should")
    sys.exit(passed != len(runs))


if __name__ == "__main__":
    main()
