#!/usr/bin/env python3
"""What a call costs that crosses between Python and C: CPython's nanoseconds, and Sidewinder's ratio to it with the JIT and without.

usage: speed.py BINARY [ROW ...]      (rows: tests/cpyext/speed/rows.py)
"""

import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "speed"
CPYTHON = "/usr/bin/python3"


def compile_module(folder):
    subprocess.run(["gcc-12", "-O2", "-w", "-shared", "-fPIC", "-I/usr/include/python3.11", FOLDER / "crossing.c", "-o",
                    f"{folder}/crossing.cpython-311-x86_64-linux-gnu.so"], check=True)


def measure(command, rows, folder):
    environment = dict(os.environ, PYTHONPATH=folder)
    done = subprocess.run([*command, FOLDER / "rows.py", *rows], env=environment, capture_output=True, text=True, timeout=600)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr[-1000:]}")
    return {name: float(ns) for name, ns in map(str.split, done.stdout.splitlines())}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary, *rows = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        compile_module(folder)
        cpython = measure([CPYTHON], rows, folder)
        ours = [measure([binary, *options], rows, folder) for options in ([], ["-X", "jit=off"])]
    print(f"{'':<22}{'CPython':>10}{'JIT':>9}{'no JIT':>9}")
    for name, ns in cpython.items():
        print(f"{name:<22}{ns:>7.0f} ns" + "".join(f"{each[name] / ns:>8.2f}x" for each in ours))
    for title, kind in (("Python to C", ("py_", "c_")), ("C to Python", ("back_",))):
        names = [name for name in cpython if name.startswith(kind)]
        if not names:
            continue
        means = [math.exp(sum(math.log(each[name] / cpython[name]) for name in names) / len(names)) for each in ours]
        print(f"{title + ', mean':<32}" + "".join(f"{mean:>8.2f}x" for mean in means))


if __name__ == "__main__":
    main()
