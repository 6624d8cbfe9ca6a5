#!/usr/bin/env python3
"""Runs the trace tests, tests/jit/*.py: programs that say in comments what the JIT's log must show.

usage: tests/run_jit.py BINARY [FILE ...]

    # jit: loops 2, aborts 0                       a line of its own: the log's summary
    while i < n:  # jit: allocations 0, calls 0    at the end of a loop's first line: the trace of that loop
    # options: -X jit-threshold=10                 how the program is run

A condition is NAME VALUE, NAME <= VALUE or NAME >= VALUE. The names are the log's (tests/bench/jit_log.py describes it), in the
summary also those of the reasons to give up a recording; a loop's trace is the one of kind=loop with line=N. The output must also be
CPython's.

Run over all programs, it also fails if a reason (a row of jit/language/aborts.def) is tested neither here nor in C++ or IR tests.
"""

import re
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "bench"))

from expectations import expected_outcome, run_program  # noqa: E402
from jit_log import read_log  # noqa: E402

JIT_COMMENT = re.compile(r"^(?P<code>.*?)#\s*jit:\s*(?P<conditions>.+?)\s*$")
OPTIONS = re.compile(r"^#\s*options:\s*(.+)$", re.MULTILINE)
CONDITION = re.compile(r"^(\w+)\s*(<=|>=)?\s*(\d+)$")
HOLDS = {"<=": lambda actual, value: actual <= value, ">=": lambda actual, value: actual >= value,
         "": lambda actual, value: actual == value}
REASON = re.compile(r"^ABORT\((\w+)", re.MULTILINE)


def conditions_of(program):
    """(line number, or None for the summary; name; "<=", ">=" or ""; value) for each condition."""
    for number, line in enumerate(program.read_text(encoding="utf-8").splitlines(), 1):
        comment = JIT_COMMENT.match(line)
        if not comment:
            continue
        for text in comment["conditions"].split(","):
            condition = CONDITION.match(text.strip())
            if not condition:
                raise SystemExit(f"{program}:{number}: not a condition: {text.strip()}")
            name, comparison, value = condition.groups()
            yield number if comment["code"].strip() else None, name, comparison or "", int(value)


def check_log(program, log):
    problems = []
    for line, name, comparison, value in conditions_of(program):
        where = "summary"
        found = [log.summary]
        if line is not None:
            where = f"loop at line {line}"
            found = [trace for trace in log.traces if trace.get("kind") == "loop" and trace.get("line") == line]
            if not found:
                problems.append(f"{where}: no trace")
        for values in found:
            actual = values.get(name)
            if actual is None:
                problems.append(f"{where}: the log has no {name}")
            elif not HOLDS[comparison](actual, value):
                problems.append(f"{where}: {name} {actual}, expected {comparison} {value}")
    return problems


def check(binary, program, cache):
    options = OPTIONS.search(program.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jit.log"
        # Without site: the log is to tell of this program alone; and of no thresholds that have grown meanwhile. One that is
        # set counts from the interpreter on.
        command = [binary, "-I", "-S", "-X", "jit-patience=0", "-X", "jit-loop-threshold=300", "-X", f"jit-log={path}", *(options.group(1).split() if options else [])]
        actual = run_program(command, program, 120)
        if actual.code != 0:
            return [f"exit code {actual.code}: {actual.last_error_line()}"]
        if not path.exists():
            return ["no log was written"]
        problems = check_log(program, read_log(path))
        if actual.stdout != expected_outcome(program, cache).stdout:
            problems.append("its output is not CPython's")
        if problems:
            problems += ["the log:", *path.read_text().splitlines()[:40]]
        return problems


def untested_reasons(programs):
    """Rows of aborts.def that no program expects to see, and no C++ test or IR test names."""
    rows = REASON.findall((ROOT / "jit" / "language" / "aborts.def").read_text(encoding="utf-8"))
    expected = {name for program in programs for _, name, _, value in conditions_of(program) if value > 0}
    sources = [*(ROOT / "jit").rglob("*_test.cpp"), *(ROOT / "tests" / "ir").rglob("*.ir")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    return [name for name in rows if name not in expected and f"Abort::{name}" not in text and f"abort {name}" not in text]


def main():
    binary = str(Path(sys.argv[1]).resolve())
    programs = [Path(name).resolve() for name in sys.argv[2:]] or sorted((ROOT / "tests" / "jit").glob("*.py"))
    failed = 0
    untested = untested_reasons(programs) if len(sys.argv) == 2 else []
    for name in untested:
        print(f"FAIL jit/language/aborts.def: no test of {name}")
    for program in programs:
        problems = check(binary, program, ROOT / "build" / "lang_expected")
        if problems:
            failed += 1
            print(f"FAIL {program.relative_to(ROOT)}", *problems, sep="\n    ")
    print(f"{len(programs) - failed} of {len(programs)} programs are traced as they say, {failed} are not")
    return 1 if failed or untested or not programs else 0


if __name__ == "__main__":
    sys.exit(main())
