#!/usr/bin/env python3
"""Enforces who may include whom (the table below), full include paths, headers without cycles, and that only
interpreter/cpyext includes Python.h."""

import re
import sys

import tree

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)
CPYTHON_HEADER = re.compile(r"^(Python|structmember|internal/pycore_\w+|cpython/\w+|pycore_\w+)\.h$")

BASE = ["interpreter/base/", "interpreter/memory/"]

# jit/ by stages: each sees those before it.
LANGUAGE = ["interpreter/base/", "jit/language/"]
IR = LANGUAGE + ["jit/ir/"]
CODE = IR + ["jit/code/"]
SNAPSHOT = CODE + ["jit/snapshot/"]
MACHINE = SNAPSHOT + ["jit/machine/"]
OPTIMIZER = SNAPSHOT + ["jit/optimizer/"]
BACKEND = SNAPSHOT + ["jit/backend/"]
BASELINE = MACHINE + ["jit/baseline/"]
JIT = BASELINE + ["jit/optimizer/", "jit/backend/", "jit/driver/"]

SYNTAX = ["interpreter/base/", "interpreter/syntax/lexer/"]
OBJECTS = BASE + ["interpreter/objects/", "interpreter/protocol/"]
COMPILER = OBJECTS + ["interpreter/syntax/", "interpreter/compiler/"]
EXECUTION = OBJECTS + ["interpreter/compiler/", "interpreter/execution/", "jit/machine/", "jit/language/"]
TRACING = EXECUTION + ["interpreter/tracing/", "jit/"]
SERVICES = EXECUTION + ["interpreter/syntax/", "interpreter/imports/", "interpreter/uncaught/", "interpreter/startup/"]
LIBRARY = SERVICES + ["jit/driver/"]

# Folder: the prefixes that its files may include. The longest matching folder decides.
ALLOWED = {
    "jit/language/": LANGUAGE,
    "jit/ir/": IR,
    "jit/code/": CODE,
    "jit/snapshot/": SNAPSHOT,
    "jit/machine/": MACHINE,
    "jit/optimizer/": OPTIMIZER,
    "jit/backend/": BACKEND,
    "jit/baseline/": BASELINE,
    "jit/driver/": JIT,
    "jit/testing/": JIT + ["jit/testing/"],
    "interpreter/base/": ["interpreter/base/"],
    "interpreter/memory/": BASE,
    "interpreter/syntax/lexer/": SYNTAX,
    "interpreter/syntax/ast/": SYNTAX + ["interpreter/syntax/ast/"],
    "interpreter/syntax/parser/": SYNTAX + ["interpreter/syntax/ast/", "interpreter/syntax/parser/"],
    "interpreter/syntax/symbols/": SYNTAX + ["interpreter/syntax/ast/", "interpreter/syntax/symbols/"],
    "interpreter/objects/": OBJECTS,
    "interpreter/protocol/": OBJECTS,
    "interpreter/compiler/": COMPILER,
    "interpreter/execution/": EXECUTION,
    "interpreter/tracing/": TRACING,
    "interpreter/imports/": SERVICES + ["jit/driver/"],
    "interpreter/uncaught/": SERVICES,
    "interpreter/startup/": SERVICES + ["jit/driver/"],
    "interpreter/modules/": LIBRARY + ["interpreter/modules/"],
    "interpreter/cpyext/": LIBRARY + ["interpreter/modules/", "interpreter/cpyext/"],
    "interpreter/sandbox/": LIBRARY + ["interpreter/modules/", "interpreter/sandbox/"],
    "interpreter/main/": ["interpreter/", "jit/"],
    "interpreter/freeze/": ["interpreter/", "jit/"],
    "interpreter/testing/": ["interpreter/", "jit/"],
    "tests/second_language/": JIT + BASE + ["tests/second_language/"],
    "tests/unit/": ["interpreter/", "jit/", "tests/unit/"],
    "demos/mandelbrot/": ["demos/mandelbrot/"],
}
# Headers that lower layers know too, each with its reason.
CONTRACTS = {
    # the object's head
    "interpreter/objects/core/object.h": ["interpreter/memory/"],
    # the first parameter `Thread&` means "may raise"; the pending exception is a word in it
    "interpreter/execution/thread.h": ["interpreter/objects/", "interpreter/protocol/", "interpreter/compiler/"],
    # generators contain a frame, frame objects name one, and natives look at the current one
    "interpreter/execution/frame.h": ["interpreter/objects/"],
    # long computations and loops of C++ look whether an interrupt has come
    "interpreter/execution/request.h": ["interpreter/objects/", "interpreter/protocol/"],
    # a view in a register that is not read any more does not count
    # and what the finalizers of a sort's keys do to the list is seen
    "interpreter/execution/collection.h": [
        "interpreter/objects/buffer/memory_view.cpp",
        "interpreter/objects/container/list_sort.cpp",
    ],
    # imports run when statements, builtins and the top level ask for them; sys and builtins as C++ sees them
    "interpreter/imports/import.h": ["interpreter/execution/", "interpreter/tracing/"],
    # a code object and a function hold instructions
    "interpreter/compiler/instruction.h": ["interpreter/objects/function/"],
    # how many attributes an instance has room for is read from what its __init__ stores; code.replace(co_argcount=...)
    # has what no call binds any more looked at; co_code shows which instructions use names
    "interpreter/compiler/opcode.h": ["interpreter/objects/core/heap_type.cpp",
                                      "interpreter/objects/function/code_replace.cpp",
                                      "interpreter/objects/function/code_units.cpp",
                                      "interpreter/objects/function/constant_kinds.cpp"],
}
# A type's traceable operations, list_traced.h beside list.h, are written on the machine.
ALLOWED_IN_TRACED = ["jit/machine/", "interpreter/execution/python_machine.h", "interpreter/execution/ops/"]

def prefixes_for(path):
    name = str(path)
    folder = max((f for f in ALLOWED if name.startswith(f)), key=len, default=None)
    if folder is None:
        return None
    is_test = name.endswith("_test.cpp") or path.name.startswith("test_")
    if is_test:
        return ["jit/", "interpreter/base/"] if name.startswith("jit/") else ["interpreter/", "jit/", "tests/unit/"]
    allowed = list(ALLOWED[folder])
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
