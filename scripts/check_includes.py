#!/usr/bin/env python3
"""Enforces who may include whom (the table below), full include paths, headers without cycles, and that only
interpreter/cpyext includes Python.h."""

import re
import sys

import tree

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)
CPYTHON_HEADER = re.compile(r"^(Python|structmember|internal/pycore_\w+|cpython/\w+|pycore_\w+)\.h$")

BASE = ["interpreter/base/", "interpreter/memory/"]
JIT = ["jit/", "interpreter/base/"]
OBJECTS = BASE + ["interpreter/objects/"]
RUNTIME = OBJECTS + ["interpreter/compiler/", "interpreter/runtime/", "jit/machine/", "jit/driver/"]
LIBRARY = RUNTIME + ["interpreter/syntax/"]

# Folder: the prefixes that its files may include. The longest matching folder decides.
ALLOWED = {
    "jit/": JIT,
    "interpreter/base/": ["interpreter/base/"],
    "interpreter/memory/": BASE,
    "interpreter/syntax/": BASE + ["interpreter/syntax/"],
    "interpreter/compiler/": OBJECTS + ["interpreter/syntax/", "interpreter/compiler/"],
    "interpreter/objects/": OBJECTS,
    "interpreter/runtime/": RUNTIME,
    "interpreter/modules/": LIBRARY + ["interpreter/modules/"],
    "interpreter/cpyext/": LIBRARY + ["interpreter/cpyext/"],
    "interpreter/main/": ["interpreter/", "jit/"],
    "tests/second_language/": JIT + BASE + ["tests/second_language/"],
    "tests/unit/": ["interpreter/", "jit/", "tests/unit/"],
    "demos/mandelbrot/": ["demos/mandelbrot/"],
}
# What the .cpp files of a folder may include on top of that.
ALLOWED_IN_SOURCES = {
    "interpreter/objects/": ["interpreter/runtime/protocol", "interpreter/runtime/error"],
    "interpreter/compiler/": ["interpreter/runtime/protocol", "interpreter/runtime/error"],
}
# The contract headers, which lower layers know too: the object's head, the pending exception (the first parameter
# `Thread&` means "may raise"), the form of an instruction, and the rows that describe an object's fields to the JIT.
CONTRACTS = {
    "interpreter/objects/core/object.h": ["interpreter/memory/"],
    "interpreter/runtime/error.h": ["interpreter/objects/", "interpreter/compiler/"],
    "interpreter/runtime/thread.h": ["interpreter/objects/", "interpreter/compiler/"],
    "interpreter/compiler/instruction.h": ["interpreter/objects/function/"],
    "jit/ir/descriptors.h": ["interpreter/runtime/", "interpreter/modules/"],
}
# A type's traceable operations, list_traced.h beside list.h, are written on the machine.
ALLOWED_IN_TRACED = ["jit/machine/", "interpreter/runtime/python_machine.h", "interpreter/runtime/ops/"]


def prefixes_for(path):
    name = str(path)
    folder = max((f for f in ALLOWED if name.startswith(f)), key=len, default=None)
    if folder is None:
        return None
    is_test = name.endswith("_test.cpp") or path.name.startswith("test_")
    if is_test and not name.startswith("jit/"):
        return ["interpreter/", "jit/", "tests/unit/"]
    allowed = list(ALLOWED[folder])
    if path.suffix == ".cpp":
        allowed += ALLOWED_IN_SOURCES.get(folder, [])
    if path.stem.endswith("_traced"):
        allowed += ALLOWED_IN_TRACED
    allowed += [contract for contract, users in CONTRACTS.items() if name.startswith(tuple(users))]
    return allowed


def includes_of(path):
    """(line, kind, name) of every include directive."""
    text = tree.read(path)
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start(2)) + 1, match.group(1), match.group(2)


def check_file(path, known):
    problems = []
    allowed = prefixes_for(path)
    for line, kind, name in includes_of(path):
        where = f"{path}:{line}: "
        if CPYTHON_HEADER.match(name):
            if not str(path).startswith("interpreter/cpyext/"):
                problems.append(where + f"includes {name}; only interpreter/cpyext may")
        elif kind == '"':
            if not name.startswith(tree.SOURCE_FOLDERS):
                problems.append(where + f'"{name}" is not a path from the root of the repository')
            elif name not in known:
                problems.append(where + f'"{name}" does not exist')
            elif allowed is not None and not name.startswith(tuple(allowed)):
                problems.append(where + f"may not include {name} (see ALLOWED in scripts/check_includes.py)")
    return problems


def find_cycles(graph):
    """Each cycle of headers once, as a list of paths."""
    cycles, state, stack = [], {}, []

    def visit(node):
        state[node] = "open"
        stack.append(node)
        for target in graph.get(node, ()):
            if state.get(target) == "open":
                cycles.append(stack[stack.index(target):] + [target])
            elif target not in state:
                visit(target)
        stack.pop()
        state[node] = "done"

    for node in graph:
        if node not in state:
            visit(node)
    return cycles


def main():
    sys.setrecursionlimit(10000)
    sources = [p for p in tree.files(".h", ".cpp", ".def", ".inc") if str(p).startswith(tree.SOURCE_FOLDERS)]
    known = {str(p) for p in sources}
    problems = [problem for path in sources for problem in check_file(path, known)]
    graph = {
        str(path): [name for _, kind, name in includes_of(path) if kind == '"' and name in known]
        for path in sources if path.suffix == ".h"
    }
    problems += ["headers form a cycle: " + " -> ".join(cycle) for cycle in find_cycles(graph)]
    return tree.report("includes", problems)


if __name__ == "__main__":
    sys.exit(main())
