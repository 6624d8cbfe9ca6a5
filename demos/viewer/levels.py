#!/usr/bin/python3
"""The five levels of a program's hot loops: source, bytecode, trace, optimised trace, machine code, linked by line.

usage: demos/viewer/levels.py [--list] [--json] [--engine sidewinder=COMMAND] [NAME or FILE.py...]

Runs the program on Sidewinder and reads what `-X dump` and `-X jit-log` write; there is no other source. Without --json: a summary for people.
"""

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from dump import Dump  # noqa: E402
from kit_program import SECONDS, limit, title_and_text  # noqa: E402

PROGRAMS = HERE / "programs"
ORDER = ["branch", "vectors", "calls", "mandelbrot", "two_types", "generator", "lists", "words", "different"]
STAGES = "bytecode,trace,ir,passes,asm,exits,why"
LONGEST_OUTPUT = 2000


def path_of(name):
    return Path(name).resolve() if name.endswith(".py") else PROGRAMS / f"{name}.py"


def about(name):
    title, text = title_and_text(path_of(name).read_text(), name)
    return {"name": name, "title": title, "why": text}


def run(name, sidewinder):
    """What there is about the program, with its levels."""
    path = path_of(name)
    with tempfile.TemporaryDirectory() as folder:
        dump, log = Path(folder, "dump"), Path(folder, "log")
        command = [*sidewinder, "-I", "-S", "-X", f"dump={STAGES}", "-X", f"dump-to={dump}", "-X", f"jit-log={log}", path]
        result = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder,
                                timeout=SECONDS, preexec_fn=limit, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
        levels = Dump(dump.read_text(errors="replace"), log.read_text(errors="replace"))
    return {**about(name), "source": path.read_text().splitlines(), "output": result.stdout.decode(errors="replace")[:LONGEST_OUTPUT],
            "exit": result.returncode, "bytecode": levels.bytecode, "traces": levels.traces, "advice": levels.advice, "aborts": levels.aborts,
            "summary": levels.summary}


def head_of(trace):
    log = trace["log"]
    parent = f" of {log['parent']} at %{log['exit']}" if log.get("kind") == "bridge" else ""
    return f"{log.get('kind', 'trace')} {trace['id']}{parent}: {log.get('at', '')}"


def show(item):
    print(f"\n{item['title']}")
    for trace in item["traces"]:
        passes = {}
        for row in trace["removed"]:
            passes[row["pass"]] = passes.get(row["pass"], 0) + 1
        print(f"  {head_of(trace)}".rstrip())
        print(f"    {len(trace['recorded'])} operations recorded, {len(trace['optimised'])} after optimising, {len(trace['asm'])} lines of machine code")
        print("    removed: " + (", ".join(f"{count} by {name}" for name, count in passes.items()) or "nothing"))
        for exit in trace["exits"]:
            print(f"    left at %{exit['n']} {exit['times']} times: {trace['optimised'][exit['n']]['text']}")


def show_advice(item):
    for row in item["advice"]:
        print(f"  line {row['line']} in {row['function']} {row['state']}: {row['reason']}" + (f"; {row['advice']}" if row["advice"] else ""))


def main():
    parser = argparse.ArgumentParser(prog="demos/viewer/levels.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--engine", action="append", default=[], metavar="NAME=COMMAND", help="those that are not sidewinder are passed over")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    names = options.names or ORDER
    for name in names:
        if not path_of(name).is_file():
            parser.error(f"there is no {name}; there are {', '.join(ORDER)}")
    engines = dict(text.split("=", 1) for text in options.engine)
    sidewinder = shlex.split(engines.get("sidewinder", str(HERE.parents[1] / "build" / "bin" / "sidewinder")))
    items = (about(name) if options.list else run(name, sidewinder) for name in names)
    if options.json:
        return print(json.dumps({"items": list(items)}))
    for item in items:
        if options.list:
            print(f"{item['name']:12} {item['title']}")
        else:
            show(item)
            show_advice(item)


if __name__ == "__main__":
    main()
