#!/usr/bin/env python3
"""Random operations on builtin types and functions, thousands to a process: what CPython prints for each, Sidewinder prints.

usage: tests/random_operations.py BINARY [-X OPTION]... [--count N] [--seed S] [--allow N] [--show SEED]

A count is of programs of 500 operations. `--show SEED` prints the program of that seed; `--allow` is how many operations
may differ. Memory is limited, so that what asks for too much of it raises in both; an operation that CPython does not end
(`1 in Mapping()`, whose items never end) is interrupted and not compared.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True

from expectations import CPYTHON, ENVIRONMENT  # noqa: E402
from random_builtins import random_operations  # noqa: E402

OPERATIONS = 500
TIMEOUT = 60
MEMORY = 4 << 30


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def run(command, folder):
    """(the line that each operation printed, how it ended)"""
    try:
        done = subprocess.run([*command, "program.py"], cwd=folder, env=ENVIRONMENT, timeout=TIMEOUT, capture_output=True,
                              stdin=subprocess.DEVNULL, preexec_fn=limit_memory)
        output, end = done.stdout, f"exit code {done.returncode}"
        if done.returncode:
            end += " " + done.stderr.decode(errors="replace").strip().split("\n")[-1]
    except subprocess.TimeoutExpired as error:
        output, end = error.stdout or b"", f"no end after {TIMEOUT} seconds"
    lines = output.decode(errors="replace").split("\n")
    return {line.split(" ", 1)[0]: line for line in lines if line[:1].isdigit()}, end


def compare(binary, options, seed):
    """The differences, three lines each, of the operations that CPython ended."""
    program = random_operations(seed, OPERATIONS)
    source = {line[len("check("):].split(",", 1)[0]: line for line in program.splitlines() if line.startswith("check(")}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "program.py").write_text(program)
        expected, expected_end = run([CPYTHON], folder)
        actual, end = run([binary, *options], folder)
    differences = [f"{seed}: {source[number]}\n    CPython    {line}\n    Sidewinder {actual.get(number, end)}"
                   for number, line in expected.items() if line != f"{number} Endless" and actual.get(number) != line]
    if end != expected_end and not differences:
        differences.append(f"{seed}: CPython {expected_end}, Sidewinder {end}")
    return differences


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?")
    parser.add_argument("-X", action="append", default=[], metavar="OPTION")
    parser.add_argument("--count", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--allow", type=int, default=0)
    parser.add_argument("--show", type=int)
    arguments = parser.parse_args()
    if arguments.show is not None:
        print(random_operations(arguments.show, OPERATIONS))
        return 0
    binary = str(Path(arguments.binary).resolve())
    options = [word for option in arguments.X for word in ("-X", option)]
    differ = 0
    seeds = range(arguments.seed, arguments.seed + arguments.count)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for differences in pool.map(lambda seed: compare(binary, options, seed), seeds):
            differ += len(differences)
            print(*differences, sep="\n", end="\n" if differences else "", flush=True)
    print(f"{arguments.count * OPERATIONS} operations, {differ} differ")
    return differ > arguments.allow


if __name__ == "__main__":
    sys.exit(main())
