#!/usr/bin/env python3
"""Differences from CPython: what each program of tests/differences prints on both is what the page there says.

usage: tests/run_differences_from_cpython.py SIDEWINDER            checks
       tests/run_differences_from_cpython.py SIDEWINDER --write    writes tests/differences/README.md

A program's docstring has the title, the reason, and the modules of CPython's test suite that do not pass for it, or none: all of
decisions.txt and decisions_threshold_2.txt of tests/conformance, and no others.
"""

import ast
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "differences"
PAGE = FOLDER / "README.md"
DECISIONS = [ROOT / "tests" / "conformance" / name for name in ("decisions.txt", "decisions_threshold_2.txt")]
CPYTHON = "/usr/bin/python3"
HEAD = """# Differences from CPython

What a program can see that is not as in CPython 3.11, each with a program that shows it. Written by `tests/run_differences_from_cpython.py`, which runs
them; not edited by hand. What leans on CPython's ways in the talk's sense is in `demos/differences`; the modules are those of CPython's test suite (`tests/conformance`).

| what | why | program | CPython prints | Sidewinder prints | modules |
|---|---|---|---|---|---|
"""


def about(program):
    """Title, reason, modules."""
    title, rest = ast.get_docstring(ast.parse(program.read_text())).split("\n\n", 1)
    reason, modules = re.fullmatch(r"(.*)\nModules: (.*)", rest, re.DOTALL).groups()
    return title, " ".join(reason.split()), [] if modules == "none" else modules.split(", ")


def printed(command, program):
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": folder, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([*command, program], cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    return " / ".join((done.stdout + done.stderr).splitlines())


def page(command):
    rows, explained = [], set()
    for program in sorted(FOLDER.glob("*.py")):
        title, reason, modules = about(program)
        theirs, ours = printed([CPYTHON], program), printed(command, program)
        if theirs == ours:
            sys.exit(f"{program.stem}: both print {ours}: it is no difference any more")
        rows.append(f"| {title} | {reason} | `{program.name}` | `{theirs}` | `{ours}` | {', '.join(modules)} |\n")
        explained |= set(modules)
    decided = {line.split(":")[0] for path in DECISIONS for line in path.read_text().splitlines() if not line.startswith("#")}
    if explained != decided:
        sys.exit(f"no program, or no decision: {', '.join(sorted(explained ^ decided))}")
    return HEAD + "".join(rows)


def main():
    binary, *options = sys.argv[1:]
    write = "--write" in options
    text = page([os.path.abspath(binary), *(option for option in options if option != "--write")])
    if write:
        PAGE.write_text(text)
    elif text != PAGE.read_text():
        theirs = PAGE.read_text().splitlines()
        changed = [line for line in text.splitlines() if line not in theirs]
        sys.exit("\n".join(["not what the page says:", *changed]))
    print(f"{len(list(FOLDER.glob('*.py')))} differences are as the page says")


if __name__ == "__main__":
    main()
