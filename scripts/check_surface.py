#!/usr/bin/env python3
"""Compares what programs can see of built-in types and modules with CPython's: names, signatures, docstrings.

usage: scripts/check_surface.py [--binary BINARY] [--all] [NAME ...]

Without names: those of tests/surface.txt, which are equal and must stay so (CI). --all: every built-in type and every
module that CPython has built in; prints what differs and a summary, and names those that are equal and not listed yet.
A name is a module (`math`), a type of `builtins` (`list`), or a type that a module of the library names (`types.FrameType`).
Private names and those that CPython alone can have (reference counts; `__vectorcalloffset__`, the address of a function of C)
are not looked at. A docstring where CPython has none is no difference.
"""

import argparse
import ast
import subprocess
import sys
from pathlib import Path

import tree

CPYTHON = "/usr/bin/python3"
LISTED = tree.ROOT / "tests" / "surface.txt"

# Runs under both; reads names, one a line, and writes {name: {attribute: [signature, has a docstring]} or an error}.
PROGRAM = r"""
import sys
ignored = {'__builtins__', '__loader__', '__spec__', '__cached__', '__file__', '__dict__', '__weakref__', '__module__',
           '__vectorcalloffset__'}
def facts(value):
    signature = getattr(value, '__text_signature__', None)
    return [' '.join(signature.split()) if isinstance(signature, str) else None, bool(getattr(value, '__doc__', None))]
def surface(holder):
    found = {}
    for name in dir(holder):
        if name in ignored or name.startswith('_') and not name.startswith('__'):
            continue
        value = getattr(holder, name, None)
        found[name] = facts(value) if callable(value) or isinstance(holder, type) else [None, None]
        if isinstance(value, type) and not isinstance(holder, type):
            for inner, its in surface(value).items():
                found[name + '.' + inner] = its
    return found
import builtins
result = {}
for line in sys.stdin.read().split():
    try:
        module, _, name = line.rpartition('.')
        holder = getattr(__import__(module), name) if module else vars(builtins)[line] if line in vars(builtins) else __import__(line)
        result[line] = surface(holder)
    except BaseException as error:
        result[line] = type(error).__name__ + ': ' + str(error)
sys.stdout.write(repr(result))
"""
NAMES = r"""
import sys, builtins, types
of_types = ["types." + n for n, v in vars(types).items() if isinstance(v, type) and v.__module__ != 'types']
print(*sorted(n for n, v in vars(builtins).items() if isinstance(v, type)), *sorted(sys.builtin_module_names), *sorted(of_types))
"""


def surfaces(binary, names):
    run = subprocess.run([binary, "-I", "-S", "-c", PROGRAM], input="\n".join(names), capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{binary}: exit code {run.returncode}\n{run.stderr}")
    return ast.literal_eval(run.stdout)


def differences(name, wanted, found):
    if isinstance(wanted, str):
        return []  # CPython has none here
    if isinstance(found, str):
        return [f"{name}: {found}"]
    lines = [f"{name}.{key} is missing" for key in wanted.keys() - found.keys()]
    lines += [f"{name}.{key} is not in CPython" for key in found.keys() - wanted.keys()]
    for key in wanted.keys() & found.keys():
        (signature, doc), (our_signature, our_doc) = wanted[key], found[key]
        if signature != our_signature:
            lines.append(f"{name}.{key}: signature {our_signature}, CPython's {signature}")
        if doc and not our_doc:
            lines.append(f"{name}.{key} has no docstring")
    return sorted(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=str(tree.ROOT / "build" / "bin" / "sidewinder"))
    parser.add_argument("--all", action="store_true")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    listed = LISTED.read_text().split()
    names = arguments.names or listed
    if arguments.all:
        names = subprocess.run([CPYTHON, "-c", NAMES], capture_output=True, text=True, check=True).stdout.split()
    wanted, found = surfaces(CPYTHON, names), surfaces(arguments.binary, names)
    problems = {name: differences(name, wanted[name], found[name]) for name in names}
    if arguments.all:
        equal = [name for name in names if not problems[name]]
        print(f"surface: {len(equal)} of {len(names)} are equal; not listed yet: "
              f"{' '.join(sorted(set(equal) - set(listed))) or 'none'}")
    return tree.report("surface", [line for lines in problems.values() for line in lines])


if __name__ == "__main__":
    sys.exit(main())
