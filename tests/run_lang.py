#!/usr/bin/env python3
"""Runs the language tests, tests/lang/**/*.py, on a binary and compares with CPython 3.11: output, the last line on
standard error and the exit code.

usage: tests/run_lang.py BINARY [-X OPTION]... [--cache FOLDER] [--timeout SECONDS] [--third 0|1|2|today] [FILE_OR_FOLDER ...]

A program that contains the line `# compare: stderr` has its whole standard error compared (tracebacks). Files and
folders whose name starts with an underscore are modules for the others to import. A program that depends on garbage being
found at once says so in a line. Where that is known not to hold (words that frames of C++ no longer use are taken for
references), it is left out (LEFT_OUT). So is one that counts collections where they are forced.

--third runs every third program, beginning with that one; `today` counts days, so that three days run all of them. Programs
with the line MANY_ALLOCATIONS (a million and more each) are left out then.
"""

import argparse
import datetime
import difflib
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from expectations import ROOT, expected_outcome, run_program

MAX_SHOWN_LINES = 25
LEFT_OUT = {"machine": "# needs prompt collection", "gc-every": "# counts collections"}  # by the option's name
MANY_ALLOCATIONS = "# many allocations"


def is_helper(path):
    return any(part.startswith("_") for part in path.parts)


def programs_in(paths):
    programs = []
    for path in map(Path, paths):
        found = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        programs += [program.resolve() for program in found if not is_helper(program)]
    return programs


def difference(title, expected, actual):
    lines = list(difflib.unified_diff(
        expected.splitlines(), actual.splitlines(), f"{title}, CPython", f"{title}, here", lineterm=""))
    if len(lines) > MAX_SHOWN_LINES:
        lines[MAX_SHOWN_LINES:] = [f"... {len(lines) - MAX_SHOWN_LINES} more lines"]
    return lines


def has_line(program, line):
    return f"\n{line}\n" in "\n" + program.read_text(encoding="utf-8")


def compare(program, expected, actual):
    """Lines that say what differs; none if nothing does."""
    problems = []
    if expected.code != actual.code:
        problems.append(f"exit code, CPython: {expected.code}, here: {actual.code}")
    if expected.stdout != actual.stdout:
        problems += difference("output", expected.stdout, actual.stdout)
    if has_line(program, "# compare: stderr"):
        if expected.stderr != actual.stderr:
            problems += difference("standard error", expected.stderr, actual.stderr)
    elif expected.last_error_line() != actual.last_error_line():
        problems += [f"error, CPython: {expected.last_error_line()}", f"error, here:    {actual.last_error_line()}"]
    return problems


def third_of(programs, third):
    number = datetime.date.today().toordinal() % 3 if third == "today" else int(third)
    kept = [program for program in programs if not has_line(program, MANY_ALLOCATIONS)]
    part = kept[number::3]
    print(f"third {number}: {len(part)} of {len(kept)} programs; {len(programs) - len(kept)} are left out: {MANY_ALLOCATIONS}")
    return part


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("-X", action="append", default=[], metavar="OPTION")
    parser.add_argument("--cache", default=str(ROOT / "build" / "lang_expected"))
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--third", choices=("0", "1", "2", "today"))
    parser.add_argument("paths", nargs="*", default=[str(ROOT / "tests" / "lang")])
    arguments = parser.parse_intermixed_args()
    binary = Path(arguments.binary).resolve()
    if not binary.exists():
        sys.exit(f"there is no {binary}: scripts/setup --debug builds it")
    command = [str(binary)] + [word for option in arguments.X for word in ("-X", option)]

    programs = programs_in(arguments.paths)
    if arguments.third:
        programs = third_of(programs, arguments.third)
    names = [option.split("=")[0] for option in arguments.X]
    for line in (LEFT_OUT[name] for name in names if name in LEFT_OUT):
        kept = [p for p in programs if not has_line(p, line)]
        print(f"{len(programs) - len(kept)} programs are left out: {line}")
        programs = kept
    programs.sort(key=lambda program: not has_line(program, MANY_ALLOCATIONS))  # the longest begin first

    def check(program):
        expected = expected_outcome(program, arguments.cache)
        return program, compare(program, expected, run_program(command, program, arguments.timeout))

    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for program, problems in pool.map(check, programs):
            if problems:
                failed += 1
                print(f"FAIL {program.relative_to(ROOT)}", *problems, sep="\n    ")
    print(f"{len(programs) - failed} of {len(programs)} programs behave as on CPython, {failed} do not")
    return 1 if failed or not programs else 0


if __name__ == "__main__":
    sys.exit(main())
