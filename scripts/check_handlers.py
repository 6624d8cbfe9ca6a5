#!/usr/bin/env python3
"""Keeps the interpreter fast: Direct is one function, and its hot handlers do not grow.

usage: scripts/check_handlers.py OBJECT BINARY [--update]

OBJECT is the release object of interpreter/execution/eval_direct.cpp: no method of the frame may stand in it as a symbol
of its own, since then the compiler stopped inlining it. BINARY runs one small loop a handler under callgrind (JIT off);
an iteration, less that of an empty loop, may take no more instructions than the table beside this file says, and 5 %.
--update writes the table anew.
"""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tree

TABLE = Path("scripts/handler_instructions.txt")
TOLERANCE = 1.05
METHOD = re.compile(r"\bFrame<[^>]*\bDirect>::")

SETUP = """\
class C:
    def __init__(self):
        self.a = 1
    def method(self):
        return None
def function(x):
    return x
def run(n):
    i, j, x, y = 3, 4, 1.5, 2.5
    items, pair, table, o = [1, 2, 3], (1, 2), {"k": 1}, C()
    for _ in range(n):
        STATEMENT
run(COUNT)
"""
# Handler family: the statement of its loop.
LOOPS = {
    "empty": "pass",
    "int_add": "z = i + j",
    "int_compare_and_jump": "if i < j: pass",
    "float_multiply": "z = x * y",
    "float_chain": "z = x * y + x - y",
    "list_item": "z = items[1]",
    "list_store": "items[1] = i",
    "dict_item": "z = table['k']",
    "attribute_load": "z = o.a",
    "attribute_store": "o.a = i",
    "global_load": "z = function",
    "call_function": "function(i)",
    "call_method": "o.method()",
    "build_and_unpack_tuple": "z, w = j, i",
    "call_builtin": "len(pair)",
}


def outlined_methods(object_file):
    symbols = subprocess.run(["nm", "-C", "--defined-only", object_file], check=True, capture_output=True, text=True)
    return [line.split(maxsplit=2)[2] for line in symbols.stdout.splitlines() if METHOD.search(line)]


def instructions(binary, program):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
               binary, "-s", "-P", "-S", "-X", "jit=off", program]
    # Not -I, which would not hear of the hash seed: collisions in dicts differ by 100,000 instructions a run.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    # Room enough that no collection falls into the loop: its cost is that of all live objects, not the handlers'.
    environment.update(PYTHONHASHSEED="0", GC_INITIAL_HEAP_SIZE="256M")
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    collected = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not collected:
        raise SystemExit(f"callgrind failed:\n{done.stderr[-2000:]}")
    return int(collected.group(1))


def measure(binary, statement):
    """Instructions of one iteration."""
    few, many = 20000, 60000      # enough that refills of the free lists even out, too few for a collection
    counts = []
    for n in (few, many):
        with tempfile.NamedTemporaryFile("w", suffix=".py") as program:
            program.write(SETUP.replace("STATEMENT", statement).replace("COUNT", str(n)))
            program.flush()
            counts.append(instructions(binary, program.name))
    return (counts[1] - counts[0]) / (many - few)


def measure_all(binary):
    with ThreadPoolExecutor(2) as pool:
        results = dict(zip(LOOPS, pool.map(lambda name: measure(binary, LOOPS[name]), LOOPS)))
    empty = results["empty"]
    return {name: count if name == "empty" else count - empty for name, count in results.items()}


def read_table():
    rows = (line.split() for line in tree.read(TABLE).splitlines() if line and not line.startswith("#"))
    return {name: float(limit) for name, limit in rows}


def write_table(results):
    lines = ["# Instructions of one loop iteration, see scripts/check_handlers.py; written by its --update."]
    lines += [f"{name:<24} {count:8.1f}" for name, count in results.items()]
    (tree.ROOT / TABLE).write_text("\n".join(lines) + "\n")


def main():
    object_file, binary = sys.argv[1:3]
    problems = [f"not inlined: {name}" for name in outlined_methods(object_file)]
    results = measure_all(binary)
    if "--update" in sys.argv:
        write_table(results)
    limits = read_table()
    for name, count in results.items():
        print(f"{name:<24} {count:8.1f}")
        if name not in limits:
            problems.append(f"{name} has no row in {TABLE}")
        elif count > limits[name] * TOLERANCE:
            problems.append(f"{name} takes {count:.1f} instructions, {limits[name]} so far")
    return tree.report("handlers", problems)


if __name__ == "__main__":
    sys.exit(main())
