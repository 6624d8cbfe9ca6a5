#!/usr/bin/python3
"""Programs on the distribution's packages, under CPython and under Sidewinder: both print the same and end the same way.

usage: tests/run_programs.py BINARY [--only NAME,...] [interpreter's options]      (scripts/setup --programs installs the packages)

A program whose packages CPython does not find is skipped, which its line says. The times are of the whole run, of one run each, with two
programs at once: a hint, no measurement.
"""

import argparse
import concurrent.futures
import difflib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAMS = Path(__file__).resolve().parent / "programs"
CPYTHON = "/usr/bin/python3"
TIMEOUT = 300


def run(command):
    """(exit code, output), seconds; an exception's text where it did not end well."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1"}
        began = time.monotonic()
        try:
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            return (None, ""), TIMEOUT, f"not done after {TIMEOUT} s"
        return (done.returncode, done.stdout), time.monotonic() - began, done.stderr[-2000:]


def compare(program, command):
    expected, theirs, errors = run([CPYTHON, str(program)])
    if "ModuleNotFoundError" in errors:
        return f"skip  {program.stem}: {errors.splitlines()[-1]}"
    got, ours, our_errors = run([*command, str(program)])
    if expected[0] == 0 and got == expected:
        return f"ok    {program.stem}: CPython {theirs:.1f} s, here {ours:.1f} s"
    lines = difflib.unified_diff(expected[1].splitlines(), got[1].splitlines(), "CPython", "here", lineterm="", n=1)
    shown = "\n  ".join([*(line[:300] for line in lines)][:40])
    return f"FAIL  {program.stem}: CPython ends with {expected[0]}, here with {got[0]}\n  {shown}\n  {errors}\n  {our_errors}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--only", default="")
    options, interpreter_options = parser.parse_known_args()
    wanted = set(filter(None, options.only.split(",")))
    programs = [path for path in sorted(PROGRAMS.glob("*.py")) if not wanted or path.stem in wanted]
    if unknown := wanted - {path.stem for path in programs}:
        parser.error(f"there is no {', '.join(sorted(unknown))} in {PROGRAMS}")
    command = [os.path.abspath(options.binary), *interpreter_options]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda program: compare(program, command), programs))
    print("\n".join(results))
    count = {word: sum(result.startswith(word) for result in results) for word in ("ok", "FAIL", "skip")}
    print(f"{count['ok']} passed, {count['FAIL']} failed, {count['skip']} skipped")
    return 1 if count["FAIL"] else 0


if __name__ == "__main__":
    sys.exit(main())
