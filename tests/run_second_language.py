#!/usr/bin/env python3
"""Runs the programs of tests/second_language/programs in every setting of the JIT: what they print must not change, and the log must
show the traces that they expect.

usage: tests/run_second_language.py BINARY [PROGRAM ...]

A program says in comments what it prints, words in order, and what the log must show (as in tests/run_jit.py; a loop's line is that
of the first instruction behind its label):

    # prints: 3 4.5 error: division by zero
    # exit code: 1                               if not 0
    # options: -X time-limit=1
    # jit: loops 1, aborts 0
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "bench"))

from jit_log import read_log  # noqa: E402
from run_jit import check_log  # noqa: E402

PASSES = re.findall(r"^PASS\((\w+)", (ROOT / "jit/optimizer/passes.def").read_text(), re.MULTILINE)
SETTINGS = {
    "jit off": ["jit=off"],
    "checking": ["machine=checking"],
    "default": [],
    "threshold 2": ["jit-threshold=2"],
    **{f"forced exits {n}": ["jit-threshold=2", f"jit-force-exits={n}"] for n in (1, 2, 7)},
    "compiled": ["jit=baseline", "jit-baseline-threshold=1"],
    "compiled, one version": ["jit=baseline", "jit-baseline-threshold=1", "jit-baseline-versions=1"],
    "tiers": ["jit=tiers", "jit-baseline-threshold=2"],
    "tiers at once": ["jit=tiers", "jit-baseline-threshold=1", "jit-threshold=2", "jit-baseline-versions=2"],
    "no passes": ["jit-threshold=2", "jit-disable=" + ",".join(PASSES)],
    "many collections": ["jit-threshold=2", "jit-force-exits=7", "gc-every=1000"],
}


def comment(text, name):
    found = re.search(rf"^# {name}: (.*)$", text, re.MULTILINE)
    return found.group(1).split() if found else []


def run(binary, program, options, settings):
    command = [binary, *options, *(word for setting in settings for word in ("-X", setting)), program]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return ["(no end)"], -1
    return (done.stdout + done.stderr).split(), done.returncode


def check(binary, program):
    text = program.read_text(encoding="utf-8")
    options = comment(text, "options")
    expected = comment(text, "prints"), int((comment(text, "exit code") or ["0"])[0])
    problems = []
    for name, settings in SETTINGS.items():
        actual = run(binary, program, options, settings)
        if actual != expected:
            problems.append(f"{name}: printed {' '.join(actual[0])}, exit code {actual[1]}; expected {' '.join(expected[0])}, {expected[1]}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jit.log"
        run(binary, program, options, ["jit=traces", f"jit-log={path}"])
        found = check_log(program, read_log(path))
        if found:
            problems += found + ["the log:", *path.read_text().splitlines()[:40]]
    return problems


def main():
    binary = str(Path(sys.argv[1]).resolve())
    folder = ROOT / "tests" / "second_language" / "programs"
    programs = [Path(name).resolve() for name in sys.argv[2:]] or sorted(folder.glob("*.lines"))
    failed = 0
    if subprocess.run([binary, "-X", "explain"], stdout=subprocess.DEVNULL).returncode != 0:
        failed += 1
        print("FAIL a handler breaks the rules: see -X explain")
    for program in programs:
        problems = check(binary, program)
        if problems:
            failed += 1
            print(f"FAIL {program.name}", *problems, sep="\n    ")
    print(f"{len(programs)} programs in {len(SETTINGS)} settings each, {failed} failures")
    return 1 if failed or not programs else 0


if __name__ == "__main__":
    sys.exit(main())
