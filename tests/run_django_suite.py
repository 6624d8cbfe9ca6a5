#!/usr/bin/python3
"""Django's own test suite, an app a process, under CPython and under Sidewinder: every test has the same outcome.

usage: tests/run_django_suite.py BINARY [-X OPTION]... [--whole [--table] | APP ...]          (scripts/setup --programs fetches the suite)

On sqlite in memory, with the distribution's Django. Without apps: QUICK; --whole: all there are, and --table writes what became of them to
tests/programs/django_suite.md. Which apps do not run at all is said below, with the reason. A test that CPython fails here must fail. An app
that differs is run once more, which its line says: some tests have deadlines (a cache of two seconds) that a busy machine misses.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.dont_write_bytecode = True

ROOT = Path(__file__).resolve().parent.parent
SUITE = ROOT / "build" / "third_party" / "Django-3.2.25" / "tests"
CPYTHON = "/usr/bin/python3"
TABLE = ROOT / "tests" / "programs" / "django_suite.md"
TIMEOUT = 900
QUICK = ["basic", "forms_tests", "many_to_many", "queries", "template_tests", "urlpatterns"]
# APP: why it is not run.
NOT_RUN = {"gis_tests": "needs GDAL and a spatial database", "postgres_tests": "needs PostgreSQL"}

# Runs the suite's own runner and writes {test: outcome}; of a test with parts the worst.
RECORD = """
import json, runpy, sys
from unittest.result import TestResult
outcomes = {}
def record(method, outcome):
    original = getattr(TestResult, method)
    def recorded(self, test, *rest):
        if method != "addSubTest" or rest[1] is not None:
            outcomes[test.id()] = outcome if outcomes.get(test.id()) in (None, "passed") else outcomes[test.id()]
        return original(self, test, *rest)
    setattr(TestResult, method, recorded)
for method, outcome in {"addSuccess": "passed", "addFailure": "failed", "addError": "error", "addSubTest": "failed", "addSkip": "skipped",
                        "addExpectedFailure": "failed as expected", "addUnexpectedSuccess": "passed unexpectedly"}.items():
    record(method, outcome)
results = sys.argv[1]
sys.argv = ["runtests.py", "--settings=test_sqlite", "--parallel=1", *sys.argv[2:]]
sys.path[0] = ""
try:
    runpy.run_path("runtests.py", run_name="__main__")
finally:
    with open(results, "w") as out:
        json.dump(outcomes, out)
"""


def outcomes_of(command, app):
    """({test: outcome}, the end of what was printed, seconds)"""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
        results, log = Path(folder, "results.json"), Path(folder, "log")
        began = time.monotonic()
        with log.open("w") as output:
            try:
                subprocess.run([*command, "-c", RECORD, str(results), app], cwd=SUITE, env=environment, stdout=output, stderr=output,
                               stdin=subprocess.DEVNULL, timeout=TIMEOUT)
            except subprocess.TimeoutExpired:
                print("no end", file=output)
        outcomes = json.loads(results.read_text()) if results.exists() else {}
        return outcomes, log.read_text(errors="replace"), time.monotonic() - began


@dataclass
class Outcome:
    app: str
    tests: int  # whose outcome is asked for
    passed: int  # of them by CPython
    seconds: tuple  # CPython's, ours
    differences: list = field(default_factory=list)  # lines
    first: list = field(default_factory=list)  # of the run before, if this is a second one

    def line(self):
        return (f"{'FAIL' if self.differences else 'ok  '}  {self.app}: {self.passed} of {self.tests} pass; "
                f"CPython {self.seconds[0]:.1f} s, here {self.seconds[1]:.1f} s")


def compare(command, app):
    outcome = compare_once(command, app)
    if not outcome.differences:
        return outcome
    again = compare_once(command, app)
    again.first = [line for line in outcome.differences if "CPython" in line]
    return again


def compare_once(command, app):
    expected, their_log, theirs = outcomes_of([CPYTHON], app)
    actual, log, ours = outcomes_of(command, app)
    differences = [f"    {test}: CPython {expected.get(test)}, here {actual.get(test)}"
                   for test in sorted({*expected, *actual}) if expected.get(test) != actual.get(test)]
    if not expected:
        differences.append("    no results: " + their_log[-1000:])
    if differences:
        differences += [f"    | {line}" for line in log.splitlines()[-60:]]
    passed = sum(outcome == "passed" for outcome in expected.values())
    return Outcome(app, len(expected), passed, (theirs, ours), differences)


def write_table(outcomes):
    tests, passed = sum(o.tests for o in outcomes), sum(o.passed for o in outcomes)
    theirs, ours = (sum(o.seconds[i] for o in outcomes) for i in (0, 1))
    lines = ["# Django's own test suite", "",
             f"{tests} tests of {len(outcomes)} apps, on sqlite in memory: every one has the outcome that it has under CPython, which passes {passed} here and skips",
             f"the rest but for a few. All of them together: CPython {theirs:.0f} s, Sidewinder {ours:.0f} s ({time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, load",
             f"{os.getloadavg()[1]:.0f}; a process an app, start included: a hint, no measurement). Written by `tests/run_django_suite.py BINARY --whole --table`; not edited by hand.",
             f"Not run: {'; '.join(f'`{app}`, which {why}' for app, why in NOT_RUN.items())}.", "",
             "| app | tests | passed | CPython | Sidewinder |", "|---|---|---|---|---|",
             *(f"| {o.app} | {o.tests} | {o.passed} | {o.seconds[0]:.1f} | {o.seconds[1]:.1f} |" for o in outcomes)]
    TABLE.write_text("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("-X", action="append", default=[], dest="options", metavar="OPTION")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("apps", nargs="*")
    arguments = parser.parse_intermixed_args()
    if not SUITE.exists():
        print(f"skip: {SUITE.parent.name} is not in {SUITE.parent.parent}: scripts/setup --programs fetches it")
        return 0
    every = sorted(path.parent.name for path in SUITE.glob("*/__init__.py") if any(path.parent.glob("**/test*.py")))
    apps = [app for app in arguments.apps or (every if arguments.whole else QUICK) if app not in NOT_RUN]
    command = [os.path.abspath(arguments.binary), *(word for option in arguments.options for word in ("-X", option))]
    outcomes = []
    with ThreadPoolExecutor(arguments.jobs) as pool:
        for outcome in pool.map(lambda app: compare(command, app), apps):
            outcomes.append(outcome)
            print(outcome.line(), *(f"    in the first run: {line.strip()}" for line in outcome.first), *outcome.differences, sep="\n", flush=True)
    failed = [outcome.app for outcome in outcomes if outcome.differences]
    print(f"{sum(outcome.tests for outcome in outcomes)} tests of {len(apps)} apps, {len(failed)} apps differ: {' '.join(failed)}")
    if arguments.whole and arguments.table and not failed:
        write_table(outcomes)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
