#!/usr/bin/env python3
"""Random Lines programs: whatever the JIT's settings, they print the same. Only programs that compiled a trace count.

usage: tests/fuzz_second_language.py BINARY [--count N] [--seed S] [--keep FOLDER]

A program that differs is written to FOLDER (default: the current one) as fuzz_SEED.lines.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

SETTINGS = [
    ["jit-threshold=2"],
    ["jit-threshold=3", "jit-force-exits=1"],
    ["jit-threshold=2", "jit-force-exits=5"],
    ["jit-threshold=2", "gc-every=500", "jit-force-exits=11"],
    ["jit-threshold=5", "jit-disable=peel"],
    ["jit-threshold=2", "jit-version-limit=2", "jit-inline-limit=2"],
]
NAMES = "abcdwxyz"


class Generator:
    """Functions call only earlier ones and every loop counts down, so that all programs end."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.labels = 0
        self.functions = {}

    def program(self):
        for i in range(self.random.randint(0, 3)):
            parameters = self.random.randint(0, 4)
            self.function(f"f{i}", parameters)
            self.functions[f"f{i}"] = parameters
        self.function("main", 0)
        return "\n".join(self.lines) + "\n"

    def function(self, name, parameters):
        self.lines.append(" ".join(["function", name, *NAMES[:parameters]]))
        for variable in NAMES[parameters:]:
            self.emit(f"{variable} = {self.number()}")
        self.emit("p = pair 1 2.5")
        self.emit("q = pair 3 p")
        self.block(1, 2 if name == "main" else 1)
        for variable in NAMES if name == "main" else ():
            self.emit(f"print {variable}")
        self.emit(f"return {self.variable()}")
        self.lines.append("end")

    def emit(self, text):
        self.lines.append("  " + text)

    def label(self):
        self.labels += 1
        return f"l{self.labels}"

    def variable(self):
        return self.random.choice(NAMES)

    def number(self):
        r = self.random
        return str(r.choice([r.randint(-5, 5), r.randint(-1000, 1000), r.choice([0.5, -1.25, 3.0, 1e10]), 1 << r.randint(20, 59)]))

    def operand(self):
        return self.variable() if self.random.random() < 0.7 else self.number()

    def block(self, depth, loops):
        for _ in range(self.random.randint(2, 4)):
            kind = self.random.random()
            if kind < 0.3 and loops > 0:
                self.loop(depth, loops)
            elif kind < 0.5 and depth < 4:
                self.branch(depth, loops)
            else:
                self.statement()

    # The counter has a name of its own. With a float in it the loop is another version.
    def loop(self, depth, loops):
        counter, again, done = f"n{depth}", self.label(), self.label()
        step = self.random.choice(["1", "1", "1", "0.5"])
        self.emit(f"{counter} = {self.random.choice([3, 7, 20] if depth > 1 else [20, 60, 200])}")
        self.lines.append(f"{again}:")
        self.emit(f"if {counter} <= 0 goto {done}")
        self.block(depth + 1, loops - 1)
        self.emit(f"{counter} = {counter} - {step}")
        self.emit(f"goto {again}")
        self.lines.append(f"{done}:")

    def branch(self, depth, loops):
        otherwise, done = self.label(), self.label()
        left = self.random.choice([self.variable(), f"n{max(1, depth - 1)}"])
        self.emit(f"if {left} {self.random.choice(['<', '<=', '==', '!=', '>', '>='])} {self.operand()} goto {otherwise}")
        self.block(depth + 1, 0)
        self.emit(f"goto {done}")
        self.lines.append(f"{otherwise}:")
        if self.random.random() < 0.7:
            self.block(depth + 1, 0)
        self.lines.append(f"{done}:")

    # Pairs live in p and q and numbers elsewhere, but for a few, so that not every program ends early with a wrong operand.
    def statement(self):
        r, name = self.random, self.variable()
        kind = r.random()
        if kind < 0.55:
            self.emit(f"{name} = {self.variable()} {r.choice('+-*+-')} {self.operand()}")
        elif kind < 0.62:
            self.emit(f"{name} = {self.operand()}")
        elif kind < 0.70:
            self.emit(f"{r.choice('pq')} = pair {self.operand()} {r.choice(['p', 'q', self.operand()])}")
            self.emit(f"{name} = first {r.choice('pq')}")
        elif kind < 0.78:
            pair = r.choice("pq")
            self.emit(f"{pair} = pair {self.operand()} {self.operand()}")
            self.emit(f"{name} = {r.choice(['first', 'second'])} {pair}")
        elif kind < 0.84:
            self.emit(f"p = pair {self.operand()} p")
            self.emit(f"{r.choice(['first', 'second'])} p = {self.operand()}")
            self.emit(f"{name} = first p")
        elif kind < 0.88:
            self.emit(f"{name} = {name} * {name}")
            self.emit(f"{name} = sqrt {name}")
        elif kind < 0.97 and self.functions:
            callee = r.choice(list(self.functions))
            arguments = [self.operand() for _ in range(self.functions[callee])]
            self.emit(" ".join([f"{name} = call {callee}", *arguments]))
        else:
            self.emit(f"{name} = {r.choice(['0', '1', '2.0', 'first q', 'second p' if r.random() < 0.1 else 'first p'])}")


def run(binary, program, settings, log=None):
    words = [*settings, "time-limit=5", *([f"jit-log={log}"] if log else [])]
    command = [binary, *(word for setting in words for word in ("-X", setting)), str(program)]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout + done.stderr, done.returncode


def check(binary, seed, folder):
    """How the program differs, or None; and whether it compiled anything."""
    program, log = folder / f"fuzz_{seed}.lines", folder / "log"
    program.write_text(Generator(seed).program())
    expected = run(binary, program, ["jit=off"])
    if "interrupted" in expected[0]:
        return None, False
    for settings in SETTINGS:
        actual = run(binary, program, settings, log)
        if actual != expected and "interrupted" not in actual[0]:
            return f"{' '.join(settings)}: {actual}, expected {expected}", True
    return None, "trace " in log.read_text()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("."))
    options = parser.parse_args()
    binary = str(Path(options.binary).resolve())
    counted = failed = 0
    with tempfile.TemporaryDirectory() as name:
        for seed in range(options.seed, options.seed + options.count):
            problem, compiled = check(binary, seed, Path(name))
            counted += compiled
            if problem:
                failed += 1
                (Path(name) / f"fuzz_{seed}.lines").rename(options.keep / f"fuzz_{seed}.lines")
                print(f"FAIL seed {seed}: {problem}"[:600])
    print(f"{counted} of {options.count} random programs compiled traces, {failed} differ")
    return 1 if failed or not counted else 0


if __name__ == "__main__":
    sys.exit(main())
