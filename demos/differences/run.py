#!/usr/bin/python3
"""The talk's list "what does not work", as programs: each is run here and now on every engine present, and the answers stand side by side.

usage: demos/differences/run.py [--list] [--json] [--engine NAME=COMMAND]... [NAME...]
"""

import argparse
import ast
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from kit_program import SECONDS, limit, title_and_text  # noqa: E402

PROGRAMS = HERE / "programs"
# In the talk's order, then what has joined it since.
ORDER = ["not_closed", "key_of_a_type", "comprehension_names", "messages", "identity", "gone_at_once", "reference_count", "order_of_a_set"]
LABELS = {"cpython": "CPython", "sidewinder": "Sidewinder", "pypy": "PyPy"}
LONGEST = 20000  # characters of an answer


def engines_here():
    """{name: command} of those that are on this machine."""
    found = {"cpython": ["/usr/bin/python3"], "sidewinder": [str(HERE.parents[1] / "build" / "bin" / "sidewinder")]}
    if shutil.which("pypy3"):
        found["pypy"] = ["pypy3"]
    return found


def about(name):
    """Title, the text below it, and the program without either."""
    source = (PROGRAMS / f"{name}.py").read_text()
    title, text = title_and_text(source)
    docstring = ast.parse(source).body[0]
    program = "\n".join(source.splitlines()[docstring.end_lineno:]).strip("\n")
    return {"name": name, "title": title, "why": text, "source": program}


def answer(name, command):
    """What the engine prints, errors included, and how long the whole process took."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TMPDIR": folder, "HOME": folder, "PYTHONHASHSEED": "0"}
        start = time.perf_counter()
        try:
            result = subprocess.run([*command, PROGRAMS / f"{name}.py"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                    cwd=folder, env=environment, timeout=SECONDS, preexec_fn=limit)
            output, code = result.stdout.decode(errors="replace"), result.returncode
        except subprocess.TimeoutExpired:
            output, code = f"no answer within {SECONDS} s", -1
        except OSError as error:
            output, code = f"cannot be run: {error.strerror}", -1
        return {"output": output[:LONGEST], "exit": code, "ms": round((time.perf_counter() - start) * 1000, 1)}


def run(name, engines):
    """One entry with the answer of each engine."""
    with ThreadPoolExecutor(max_workers=max(1, min(len(engines), len(os.sched_getaffinity(0))))) as pool:
        answers = list(pool.map(lambda command: answer(name, command), engines.values()))
    for engine, each in zip(engines, answers):
        each.update(engine=engine, label=LABELS.get(engine, engine))
    return {**about(name), "answers": answers, "same": len({(each["output"], each["exit"]) for each in answers}) == 1}


def groups_of(answers):
    """[(labels, output)]: engines that say the same stand together."""
    groups = {}
    for each in answers:
        groups.setdefault(each["output"].rstrip("\n"), []).append(each["label"])
    return [(", ".join(labels), output) for output, labels in groups.items()]


def show(entry):
    print(f"\n{entry['title']}")
    for labels, output in groups_of(entry["answers"]):
        print(f"  {'all the same' if entry['same'] else labels}:")
        for line in output.splitlines():
            print(f"    {line}")


def main():
    parser = argparse.ArgumentParser(prog="demos/differences/run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="what there is, without running it")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--engine", action="append", metavar="NAME=COMMAND", help="instead of those that are found")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    names = options.names or ORDER
    if unknown := set(names) - set(ORDER):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(ORDER)}")
    engines = engines_here()
    if options.engine:
        engines = {name: shlex.split(command) for name, _, command in (text.partition("=") for text in options.engine)}
    entries = (about(name) if options.list else run(name, engines) for name in names)
    if options.json:
        return print(json.dumps({"items": list(entries)}))
    for entry in entries:
        if options.list:
            print(f"{entry['name']:20} {entry['title']}")
        else:
            show(entry)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
