#!/usr/bin/env python3
"""Hostile input to everything that reads a format: a process that is fed it answers, with a value or an exception, as CPython does.

usage: tests/run_hostile.py BINARY [-X OPTION]... [--count N] [--seed S] [--only KIND]... [--show KIND:SEED:NUMBER] [--alone] [--sanitized]

The kinds are the files of tests/hostile/. Each makes any number of cases from a seed; a case prints the value or the class of
its exception. CPython runs the same cases. Where it dies, hangs or runs out of memory or stack, and in the kinds that it does
not survive, Sidewinder has only to stay alive; --alone does not ask CPython at all. A process that dies is started again behind the
case that ended it.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True

from expectations import CPYTHON, ENVIRONMENT  # noqa: E402

FOLDER = Path(__file__).resolve().parent / "hostile"
KINDS = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))
SLOW = {"callbacks": 5, "concurrent_loops": 10}  # of these there are so many times fewer
NOT_COMPARED = {"callbacks", "compiled"}
CASES = 250  # of a process
TIMEOUT = 120  # in which a process must come to the end of one case at least
MEMORY = 2 << 30
TOO_LATE = f"no end after {TIMEOUT} seconds"
# A limit of the machine's, reached by one of the two.
LIMITS = {"MemoryError", "RecursionError", "Endless"}


@dataclass
class Batch:
    kind: str
    seed: int
    first: int
    end: int
    sanitized: bool = False

    def name(self, number):
        return f"{self.kind}:{self.seed}:{number}"


# A process under AddressSanitizer reserves terabytes: its allocators are limited instead, and a report ends it.
SANITIZED = {"GC_MAXIMUM_HEAP_SIZE": str(MEMORY), "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
             "ASAN_OPTIONS": f"allocator_may_return_null=1:max_allocation_size_mb={MEMORY >> 20}"}


def limit_process():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run_once(command, batch, first):
    """({number: outcome}, how it ended or None)"""
    sanitized = batch.sanitized and command[0] != CPYTHON
    environment = {**ENVIRONMENT, **SANITIZED} if sanitized else ENVIRONMENT
    timeout = TIMEOUT * 5 if sanitized else TIMEOUT
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run([*command, FOLDER / "_feed.py", batch.kind, str(batch.seed), str(first), str(batch.end)],
                                  cwd=folder, env=environment, timeout=timeout, capture_output=True, stdin=subprocess.DEVNULL,
                                  preexec_fn=None if sanitized else limit_process)
            output, end = done.stdout, f"exit code {done.returncode}" if done.returncode else None
            if end:
                lines = done.stderr.decode(errors="replace").strip().split("\n")
                reports = [line for line in lines if "ERROR: AddressSanitizer" in line or "runtime error:" in line]
                end += " " + (reports or lines[-1:])[0]
        except subprocess.TimeoutExpired as error:
            output, end = error.stdout or b"", TOO_LATE
    lines = [line.split(" ", 1) for line in output.decode(errors="replace").split("\n")[:-1]]
    return {int(number): outcome for number, outcome in lines}, end


def run(command, batch):
    """({number: outcome}, {number: how the process ended there})"""
    outcomes, ends, first = {}, {}, batch.first
    while first < batch.end:
        some, end = run_once(command, batch, first)
        outcomes.update(some)
        if end is None:
            break
        first = max(some, default=first - 1) + 1
        if end == TOO_LATE and some:
            continue
        ends[min(first, batch.end - 1)] = end
        first += 1
    return outcomes, ends


def problems_of(binary, options, batch, alone):
    actual, ends = run([binary, *options], batch)
    problems = [f"{batch.name(number)}: {end}" for number, end in ends.items()]
    missing = set(range(batch.first, batch.end)) - set(actual) - set(ends)
    problems += [f"{batch.name(number)}: no outcome" for number in sorted(missing)]
    if alone or batch.kind in NOT_COMPARED:
        return problems
    expected, _ = run([CPYTHON], batch)
    for number, outcome in actual.items():
        wanted = expected.get(number)
        if wanted is None or wanted == outcome or {wanted.split(" ")[0], outcome.split(" ")[0]} & LIMITS:
            continue
        problems.append(f"{batch.name(number)}\n    CPython    {wanted[:300]}\n    Sidewinder {outcome[:300]}")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?")
    parser.add_argument("-X", action="append", default=[], metavar="OPTION")
    parser.add_argument("--count", type=int, default=500, help="cases of each kind, fewer of the slow ones")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=KINDS)
    parser.add_argument("--show", metavar="KIND:SEED:NUMBER", help="what is fed in that case")
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--sanitized", action="store_true", help="the binary is that of the debug build")
    arguments = parser.parse_args()
    if arguments.show:
        return subprocess.call([CPYTHON, FOLDER / "_feed.py", *arguments.show.split(":"), "show"], env=ENVIRONMENT)
    binary = str(Path(arguments.binary).resolve())
    options = [word for option in arguments.X for word in ("-X", option)]
    batches = [Batch(kind, arguments.seed, first, min(first + CASES, arguments.count // SLOW.get(kind, 1)), arguments.sanitized)
               for first in range(0, arguments.count, CASES) for kind in arguments.only or KINDS
               if first < arguments.count // SLOW.get(kind, 1)]
    found = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for problems in pool.map(lambda batch: problems_of(binary, options, batch, arguments.alone), batches):
            found += len(problems)
            print(*problems, sep="\n", end="\n" if problems else "", flush=True)
    print(f"{sum(batch.end - batch.first for batch in batches)} cases, {found} problems")
    return found > 0


if __name__ == "__main__":
    sys.exit(main())
