#!/usr/bin/env python3
"""Fails on functions that nothing uses, or tests alone (unless they lie in a testing folder).

usage: scripts/check_unused.py BUILD_FOLDER. Functions compiled out of line are looked up in the symbol tables of the
release objects (a complete build): one that no other object asks for, and whose name its own source says only where
it is defined, is unused. What is inline or a template is no symbol: there a name counts that the whole tree says only
once. (Static functions are the compiler's business: -Wunused-function.)
"""

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import tree

# Functions that may be unused, by the reason.
ALLOWED_FOR = {
    "called by the system and the sanitizers": "main __asan_default_options __ubsan_default_options "
    "__lsan_default_options",
    "the collector's contract for threads and forks": "register_current_thread unregister_current_thread call_blocking "
    "memory_after_fork_in_child",
    "the collector's contract for gc.enable, gc.disable, gc.get_objects, weak references": "enable_collection "
    "disable_collection live_objects add_weak_callback remove_weak_callback",
    "native_table.inc pastes its name from the kind of constructor": "native_new",
    "tests take back what they have registered": "remove_root remove_scanner",
}
ALLOWED = {name for names in ALLOWED_FOR.values() for name in names.split()}
# Objects whose needs count: everything but the C++ tests and their support.
TEST_TARGETS = ("unit_tests", "sidewinder_testing")
TEST_FOLDERS = ("tests/unit/", "interpreter/testing/", "jit/testing/")

COMMENT_OR_STRING = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"' r"|'(?:\\.|[^'\\\n])+'", re.DOTALL)
WORD = re.compile(r"[A-Za-z_]\w*")
# A line that begins in column 0 with a type, and in it the name of what it declares: `Object* Frame::get(`.
OUTLINE = re.compile(r"^(?!return\b|else\b|#)[A-Za-z_][\w:<>,&*~ ]*?[ *&:](\w+)\(", re.MULTILINE)
# The same inside a class or behind `template <...>`, in headers.
INLINE = re.compile(
    r"^ *(?!return\b|else\b|if\b|case\b|#)(?:[\w:<>,&*~\[\] ]*>)? *(?:[A-Za-z_][\w:<>,&*~]*[ *&]+)+(?!alignas\b)(\w+)\([^;]*\{",
    re.MULTILINE)


def code_of(path):
    """The file's text without comments and strings."""
    return COMMENT_OR_STRING.sub(lambda m: " " + "\n" * m.group().count("\n"), tree.read(path))


def is_test(path):
    return str(path).endswith("_test.cpp") or str(path).startswith(TEST_FOLDERS) or "/testing/" in str(path)


def symbols_of(build):
    """(source, symbol, kind) of every symbol of the product's objects."""
    folder = build / "CMakeFiles"
    known = {str(p) for p in tree.files(".cpp")}
    objects = {str(o): str(o).split(".dir/", 1)[1].removesuffix(".o") for o in folder.glob("*.dir/**/*.o")
               if not str(o.relative_to(folder)).startswith(TEST_TARGETS)}
    # An object may be left of a source that is gone.
    files = sorted(o for o, source in objects.items() if source in known)
    listing = subprocess.run(["nm", "-A", "-P", *files], check=True, capture_output=True, text=True).stdout
    for line in listing.splitlines():
        place, row = line.split(": ", 1)
        symbol, kind = row.split()[:2]
        yield objects[place], symbol, kind


def names_of(symbols):
    """Demangled: the qualified name without arguments, for functions only."""
    text = subprocess.run(["c++filt"], input="\n".join(symbols), check=True, capture_output=True, text=True).stdout
    names = {}
    for symbol, full in zip(symbols, text.splitlines()):
        head = full.split("(", 1)[0]
        if "(" in full and "<" not in head and "operator" not in head and "[" not in head:
            names[symbol] = head
    return names


def unused_symbols(build, code):
    needed_by, defined = defaultdict(set), {}
    for source, symbol, kind in symbols_of(build):
        if kind == "U":
            needed_by[symbol].add(source)
        elif kind == "T":
            defined[symbol] = source
    alone = [s for s, source in defined.items() if not needed_by[s] - {source}]
    for symbol, name in names_of(alone).items():
        source, (*scope, short) = defined[symbol], name.split("::")
        if short.startswith("~") or scope[-1:] == [short] or is_test(source):
            continue
        text = code[source]
        said = len(re.findall(rf"\b{short}\b", text))
        outlines = sum(m.group(1) == short for m in OUTLINE.finditer(text))
        rows = rows_of(source, code)
        if said <= outlines and short not in rows and not is_pasted(short, rows) and not is_known_to_headers(short, code):
            yield source, short, name


def rows_of(source, code):
    """The words of the tables that a source includes, and of those of its folder: macros paste names from them."""
    tables = re.findall(r'#include "([^"]+\.(?:def|inc))"', tree.read(source))
    tables += [path for path in code if path.endswith(".def") and Path(path).parent == Path(source).parent]
    return {word for table in tables for word in WORD.findall(code.get(table, ""))}


def is_pasted(short, rows):
    return any(short.endswith("_" + row) for row in rows if len(row) > 2)


def is_known_to_headers(short, code):
    """A header uses it in what is inline, or declares it as virtual."""
    use = rf"(?:[=(!,.?:&|{{;]|->|\breturn)\s*(?:\w+::)*{short}\b"
    virtual = rf"\bvirtual\b[^;{{]*\b{short}\(|\b{short}\([^;{{]*\boverride\b"
    pattern = re.compile(f"{use}|{virtual}")
    return any(short in text and pattern.search(text) for path, text in code.items() if path.endswith((".h", ".inc")))


def unused_inline(code):
    product = {path: text for path, text in code.items() if not is_test(path)}
    said = Counter(word for text in product.values() for word in WORD.findall(text))
    rows = {word for path, text in product.items() if path.endswith(".def") for word in WORD.findall(text)}
    for path, text in product.items():
        if not path.endswith(".h"):
            continue
        for match in INLINE.finditer(text):
            short = match.group(1)
            if said[short] == 1 and not is_pasted(short, rows):
                yield path, short, short


def main():
    build = Path(sys.argv[1])
    commands = [entry["command"] for entry in json.loads((build / "compile_commands.json").read_text())]
    outputs = [re.search(r" -o (\S+)", command).group(1) for command in commands]
    missing = [output for output in outputs if not (build / output).exists()]
    if missing:
        return tree.report("unused", [f"{build} is not complete: {len(missing)} objects, {missing[0]} first"])
    sources = [p for p in tree.files(".cpp", ".h", ".def", ".inc") if str(p).startswith(tree.SOURCE_FOLDERS)]
    code = {str(p): code_of(p) for p in sources}
    found = {*unused_symbols(build, code), *unused_inline(code)}
    problems = [f"{path}: nothing uses {name}" for path, short, name in sorted(found)
                if short not in ALLOWED]
    return tree.report("unused", problems)


if __name__ == "__main__":
    sys.exit(main())
