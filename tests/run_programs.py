#!/usr/bin/python3
"""Programs on the distribution's packages, under CPython and under Sidewinder: both print the same and end the same way.

usage: tests/run_programs.py BINARY [--only NAME,...] [interpreter's options]      (scripts/setup --programs installs the packages)
       tests/run_programs.py BINARY --table      measures, and writes tests/programs/README.md

A program whose packages CPython does not find is skipped, which its line says. The times are of the whole run, of one run each, with two
programs at once: a hint, no measurement. The table has the processors' time of whole runs, of the program and its children, one after the
other, the smallest of ROUNDS interleaved ones; PyPy's where it ends well with the same packages.
"""

import argparse
import ast
import concurrent.futures
import difflib
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAMS = Path(__file__).resolve().parent / "programs"
CPYTHON, PYPY = "/usr/bin/python3", "/usr/bin/pypy3"
TIMEOUT = 300
ROUNDS = 1


def run(command, **variables):
    """(exit code, output), seconds; an exception's text where it did not end well."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**variables, "PATH": "/usr/bin:/bin", "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1"}
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


def processor_seconds(command, **variables):
    """None: it does not end well."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    (code, _), _, _ = run(command, **variables)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime if code == 0 else None


def measure(program, binary):
    kinds = {"CPython": ([CPYTHON], {}), "Sidewinder": ([binary], {}),
             "PyPy": ([PYPY], {"PYTHONPATH": "/usr/lib/python3/dist-packages"})}
    if not os.path.exists(PYPY):
        del kinds["PyPy"]
    best = {}
    for _ in range(ROUNDS):
        for kind, (command, variables) in kinds.items():
            seconds = processor_seconds([*command, str(program)], **variables)
            if seconds is not None:
                best[kind] = min(seconds, best.get(kind, seconds))
    return best


def row(program, best):
    about = ast.get_docstring(ast.parse(program.read_text())).splitlines()[0]
    times = [f"{best[kind]:.2f}" if kind in best else "-" for kind in ("CPython", "Sidewinder", "PyPy")]
    ratio = f"{best['Sidewinder'] / best['CPython']:.2f}" if "CPython" in best and "Sidewinder" in best else "-"
    return f"| `{program.name}` | {about} | {' | '.join(times)} | {ratio} |"


def write_table(programs, binary):
    measured = {program: measure(program, binary) for program in programs}
    ratios = [best["Sidewinder"] / best["CPython"] for best in measured.values() if "CPython" in best and "Sidewinder" in best]
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    lines = ["# Programs on the distribution's packages", "",
             "Unchanged packages, used as people use them; each program prints the same under CPython and Sidewinder, with the JIT on, off and at",
             "threshold 2 (`ctest -R programs`, `scripts/test --stress`). Written by `tests/run_programs.py BINARY --table`, which says how it measures; not",
             f"edited by hand. Seconds of the processors' time for the whole run; {time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, load {os.getloadavg()[1]:.0f}.",
             f"Sidewinder's of CPython's, geometric mean: {mean:.2f}. What libraries cost once they are warm: `scripts/bench --programs`.",
             "Not here: the own tests of execnet and docutils. They are in no binary package, and the mirror has no source package of these versions any more. Django's own: `django_suite.md`.", "",
             "| program | what it does | CPython | Sidewinder | PyPy | Sidewinder / CPython |", "|---|---|---|---|---|---|",
             *(row(program, best) for program, best in measured.items())]
    (PROGRAMS / "README.md").write_text("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--only", default="")
    parser.add_argument("--table", action="store_true")
    options, interpreter_options = parser.parse_known_args()
    wanted = set(filter(None, options.only.split(",")))
    programs = [path for path in sorted(PROGRAMS.glob("*.py")) if not wanted or path.stem in wanted]
    if unknown := wanted - {path.stem for path in programs}:
        parser.error(f"there is no {', '.join(sorted(unknown))} in {PROGRAMS}")
    if options.table:
        return write_table(programs, os.path.abspath(options.binary))
    command = [os.path.abspath(options.binary), *interpreter_options]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda program: compare(program, command), programs))
    print("\n".join(results))
    count = {word: sum(result.startswith(word) for result in results) for word in ("ok", "FAIL", "skip")}
    print(f"{count['ok']} passed, {count['FAIL']} failed, {count['skip']} skipped")
    return 1 if count["FAIL"] else 0


if __name__ == "__main__":
    sys.exit(main())
