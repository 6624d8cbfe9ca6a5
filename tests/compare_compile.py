#!/usr/bin/env python3
"""compile() of real sources: success, or the same error at the same place, as on CPython 3.11.

    tests/compare_compile.py build/bin/sidewinder [--strings] [--jobs N] [--timeout SECONDS] [--show N] [FILE_OR_FOLDER ...]

Without --strings every .py file of the given folders (by default the distribution's library) is compiled. With it the sources are
the string constants of the given files (by default the modules of CPython's own tests that are about syntax) and the
examples in their docstrings: programs that people wrote to be refused, each for one rule.

Sources go in batches to processes of both interpreters. One that dies or takes too long is a difference, charged to the source it
was at. Each difference is printed with what was expected and what came; the run fails if there are more than --allow. The test suite
allows none.
"""

import argparse
import ast
import doctest
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

REFERENCE = ["/usr/bin/python3", "-W", "ignore"]
LIBRARY = ["/usr/lib/python3.11", "/usr/lib/python3/dist-packages"]
SYNTAX_TESTS = """test_syntax test_exceptions test_grammar test_fstring test_eof test_patma test_named_expressions test_positional_only_arg test_keywordonlyarg
test_generators test_coroutines test_asyncgen test_except_star test_future test_global test_scope test_string_literals test_unicode_identifiers test_unpack_ex
test_unpack test_exception_group test_dictcomps test_listcomps test_setcomps test_genexps test_decorators test_codeop test_compile test_ast test_symtable
test_flufl test_source_encoding test_strtod test_type_comments test_type_annotations test_peepholer test_dis test_traceback test_metaclass test_extcall test_super
test_with test_lambda test_iter test_raise test_call test_code test_tokenize test_peg_generator.test_c_parser""".split()
BATCH = 200

WORKER = """
import sys
def source_of(item):
    if not IS_FILES:
        return item
    with open(item, "rb") as file:
        return file.read()
for item in ITEMS:
    name = item if IS_FILES else "<t>"
    try:
        compile(source_of(item), name, "exec", 0, True)
        print("('ok',)")
    except SyntaxError as e:
        print(ascii((type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)))
    except BaseException as e:
        print(ascii((type(e).__name__, str(e))))
    sys.stdout.flush()
"""


def library_files(paths):
    found = []
    for path in map(Path, paths):
        found += [str(file) for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path]) if file.is_file()]
    return found


def strings_in(path):
    try:
        tree = ast.parse(Path(path).read_bytes())
    except (SyntaxError, ValueError):
        return []
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    examples = []
    for text in texts:
        if ">>>" in text:
            try:
                examples += [example.source for example in doctest.DocTestParser().get_examples(text)]
            except ValueError:
                pass
    return texts + examples


def syntax_tests(paths):
    files = paths or [f"/usr/lib/python3.11/test/{name.replace('.', '/')}.py" for name in SYNTAX_TESTS]
    sources = []
    for file in library_files(files):
        sources += strings_in(file)
    for text in list(sources):  # tests dedent their sources, or add an end of line
        lines = text.split("\n")
        indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
        if indents and min(indents):
            sources.append("\n".join(line[min(indents):] for line in lines))
    return [s for s in dict.fromkeys(sources) if len(s) < 20000 and "\0" not in s and not any("\ud800" <= c <= "\udfff" for c in s)]


def outcomes(command, items, is_files, timeout):
    """One for each item; a process that ends early is charged to the item it was at."""
    found = []
    while len(found) < len(items):
        rest = items[len(found):]
        with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as program:
            program.write(f"IS_FILES = {is_files}\nITEMS = [\n" + "".join(ascii(item) + ",\n" for item in rest) + "]\n" + WORKER)
            program.flush()
            try:
                run = subprocess.run([*command, program.name], capture_output=True, text=True, timeout=timeout)
                lines, end = run.stdout.splitlines(), f"ended with {run.returncode}: {run.stderr[-300:]}"
            except subprocess.TimeoutExpired as expired:
                lines, end = (expired.stdout or b"").decode().splitlines(), f"took more than {timeout} s"
        found += [ast.literal_eval(line) for line in lines[:len(rest)]]
        if len(lines) < len(rest):
            found.append(("process", end))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("interpreter")
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--strings", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--allow", type=int, default=0)
    parser.add_argument("--show", type=int, default=50)
    options = parser.parse_args()
    items = syntax_tests(options.paths) if options.strings else library_files(options.paths or LIBRARY)
    batches = [items[i:i + BATCH] for i in range(0, len(items), BATCH)]
    differences, broken = [], 0

    def both(batch):
        return [outcomes(command, batch, not options.strings, options.timeout) for command in (REFERENCE, [options.interpreter])]

    with ThreadPoolExecutor(options.jobs) as pool:
        for batch, (wanted, got) in zip(batches, pool.map(both, batches)):
            differences += [row for row in zip(batch, wanted, got) if row[1] != row[2]]
            broken += sum(want[0] != "ok" for want in wanted)
    for item, want, got in differences[:options.show]:
        print(f"{item[:600]!r}\n    want {want}\n    got  {got}")
    print(f"{len(items)} sources, {broken} of them refused, {len(differences)} differences")
    return len(differences) > options.allow


if __name__ == "__main__":
    sys.exit(main())
