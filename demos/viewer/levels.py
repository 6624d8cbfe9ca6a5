#!/usr/bin/python3
"""The five levels of a program's hot loops: source, bytecode, trace, optimised trace, machine code, linked by line.

usage: demos/viewer/levels.py [--list] [--json] [--no-sandbox] [--engine sidewinder=COMMAND] [NAME or FILE.py...]
       demos/viewer/levels.py --handler OPCODE NAME or FILE.py     (one instruction's handler: its source, what was recorded and compiled of it)
       demos/viewer/levels.py --json --program BASE64      (the page's, for a program of one's own)
       demos/viewer/levels.py [--json] --tile NUMBERS      (a tile of the race's picture: the arguments of mandelbrot_tile, with commas)

Runs the program on Sidewinder, in its sandbox, and reads what `-X dump` and `-X jit-log` write; there is no other source. Without --json: a summary
for people. A FILE may read its own folder; --no-sandbox lets it do everything.
"""

import argparse
import base64
import binascii
import json
import shlex
import signal
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from dump import Dump, sections_of  # noqa: E402
from handlers import handlers_of, link, versions_of  # noqa: E402
from kit_program import SECONDS, limit, title_and_text  # noqa: E402

PROGRAMS = HERE / "programs"
RENDERER = HERE.parent / "mandelbrot" / "py_mandel.py"
ORDER = ["branch", "vectors", "calls", "mandelbrot", "two_types", "generator", "lists", "words", "different"]
STAGES = "bytecode,trace,ir,passes,asm,exits,why"
FROM_HANDLERS = ("jit=baseline", "dump=versions,asm")  # the compiler that takes handlers as they are, and what it says of itself
LONGEST_OUTPUT = 2000
OWN = "own"  # the name of a program that came as text
TILE = "tile"  # likewise, of the renderer with one of its calls
OWN_SECONDS, OWN_MEMORY = 3, 512  # of the processor, and MB


def path_of(name):
    return Path(name).resolve() if name.endswith(".py") else PROGRAMS / f"{name}.py"


def about(name):
    title, text = title_and_text(path_of(name).read_text(), name)
    return {"name": name, "title": title, "why": text}


def not_enforced(sidewinder):
    """What of the sandbox this system does not keep, in words; empty: it keeps all of it."""
    probe = subprocess.run([*sidewinder, "--sandbox", "--allow-weaker", "-S", "-c", ""], capture_output=True, text=True, timeout=SECONDS)
    return probe.stderr.strip()


def start(command, folder, output):
    """The exit code; a program that does not end has that of its signal."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=folder, preexec_fn=limit,
                               env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    try:
        return process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def run(name, sidewinder, sandbox=("--sandbox", "--allow-weaker"), with_handlers=True):
    """What there is about the program, with its levels."""
    path = path_of(name)
    if sandbox and path.parent != PROGRAMS:
        sandbox = [*sandbox, "--read", path.parent]
    return {**about(name), **levels_of(path, [*sidewinder, *sandbox], with_handlers), "not_enforced": not_enforced(sidewinder) if sandbox else "no sandbox"}


def levels_of(path, sidewinder, with_handlers=True):
    """The program runs with traces, and once more, if wanted, compiled straight from its handlers."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as nowhere:
        dump, log, versions = (Path(folder, name) for name in ("dump", "log", "versions"))
        code = start([*sidewinder, "-I", "-S", "-X", "jit=traces", "-X", f"dump={STAGES}", "-X", f"dump-to={dump}", "-X", f"jit-log={log}", path], folder, output)
        options = [word for option in (*FROM_HANDLERS, f"dump-to={versions}") for word in ("-X", option)]
        if with_handlers:
            start([*sidewinder, "-I", "-S", *options, path], folder, nowhere)
        output.seek(0)
        levels = Dump(dump.read_text(errors="replace"), log.read_text(errors="replace"))
        link(levels.traces, levels.bytecode)
        compiled = versions_of(sections_of(versions.read_text(errors="replace"))) if versions.exists() else []
        handlers, compiled = handlers_of(levels.bytecode, compiled)
        return {"source": path.read_text().splitlines(), "output": output.read(LONGEST_OUTPUT).decode(errors="replace"), "exit": code,
                "bytecode": levels.bytecode, "traces": levels.traces, "advice": levels.advice, "handlers": handlers, "compiled": compiled,
                "aborts": levels.aborts, "summary": levels.summary}


def end_in_words(code):
    if code >= 0:
        return f"It ended with exit code {code}."
    used_up = code == -signal.SIGKILL
    return f"It was ended: more than {OWN_SECONDS} seconds of the processor or {SECONDS} in all." if used_up else f"It was ended by signal {-code}."


def run_own(text, sidewinder):
    """A program that came from a browser: only where the whole sandbox holds."""
    item = {"name": OWN, "title": "A program of your own"}
    if lacking := not_enforced(sidewinder):
        return {**item, "refused": f"Programs of your own run only in a whole sandbox. {lacking}"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "program.py")
        path.write_text(text)
        found = levels_of(path, [*sidewinder, "--sandbox", "--cpu", str(OWN_SECONDS), "--memory", str(OWN_MEMORY)])
        found["output"] = found["output"].replace(str(path), path.name)
    return {**item, **found, "why": end_in_words(found["exit"]), "not_enforced": ""}


def arguments_of(text):
    """mandelbrot_tile's: width, height, cx, cy, scale, iterations, and the tile's x, y, width, height."""
    words = text.split(",")
    if len(words) != 10:
        raise argparse.ArgumentTypeError("ten numbers, as mandelbrot_tile has them")
    return [float(word) if 2 <= place <= 4 else int(word) for place, word in enumerate(words)]


def run_tile(arguments, sidewinder):
    """The renderer with the one call that draws the tile, in a fresh process."""
    x, y, width, height = arguments[6:]
    call = f"mandelbrot_tile({', '.join(map(repr, arguments))})"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, RENDERER.name)
        path.write_text(f"{RENDERER.read_text()}\n\ntile = {call}\nprint(len(tile), \"pixels,\", tile.count(0), \"of them in the set\")\n")
        found = levels_of(path, [*sidewinder, "--sandbox", "--allow-weaker"])
    return {"name": TILE, "title": f"The tile at ({x}, {y}), {width} × {height} pixels",
            "why": f"The race's own renderer drew this tile once more, alone, in a fresh process: {found['output'].strip()}.", **found, "not_enforced": not_enforced(sidewinder)}


def text_of(program):
    try:
        return base64.b64decode(program, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        sys.exit(2)


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


LONGEST_SOURCE, LONGEST_CODE, WIDTH = 12, 16, 72  # lines in the terminal, and their width


def show_handler(item, opcode):
    """Of the first instruction with this opcode that was recorded, or of the first."""
    instructions = [row for row in item["bytecode"] if row.get("opcode") == opcode]
    if opcode not in item["handlers"] or not instructions:
        sys.exit(f"{item['name']} has no {opcode}; it has {', '.join(item['handlers'])}")
    recorded = {(row["at"], row["pc"]): [] for trace in item["traces"] for row in trace["recorded"]}
    for row in item["traces"][0]["recorded"] if item["traces"] else []:
        recorded[row["at"], row["pc"]].append(row["text"])
    row = max(instructions, key=lambda each: len(recorded.get((each["function"], each["pc"]), [])))
    handler = item["handlers"][opcode]
    print(f"The handler, {handler['path']}:{handler['line']}")
    show_first(handler["text"], LONGEST_SOURCE)
    print(f"Direct, the interpreter, runs it: {' '.join(row['text'].split())}\nRecording wrote down what it did:")
    for text in recorded.get((row["function"], row["pc"])) or ["nothing: no trace runs through it"]:
        print(f"    {text}")
    versions = [each for each in item["compiled"] if (each["function"], each["pc"]) == (row["function"], row["pc"])]
    if not versions:
        return print("Base compiled nothing of it")
    version = max(versions, key=lambda each: len(each["rows"]))
    print(f"Base compiled it straight away; known of the frame: {version['known'] or 'nothing'}")
    show_first([("        " if each["kind"] == "code" else "") + each["text"] for each in version["rows"]], LONGEST_CODE)


def show_first(lines, many):
    for line in lines[:many]:
        indent = " " * (len(line) - len(line.lstrip()) + 4)
        print(textwrap.fill(line.strip(), WIDTH, initial_indent=indent, subsequent_indent=indent + "    ", break_long_words=False))
    if len(lines) > many:
        print(f"    ... {len(lines)} lines in all")


def command_of(text):
    """Its program by its whole path: it runs in another folder."""
    program, *options = shlex.split(text)
    return [str(Path(program).resolve()) if "/" in program else program, *options]


def main():
    parser = argparse.ArgumentParser(prog="demos/viewer/levels.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-sandbox", action="store_true", help="the program may do everything")
    parser.add_argument("--handler", metavar="OPCODE", help="of one instruction: its handler as it is interpreted, recorded and compiled")
    parser.add_argument("--program", metavar="BASE64", help="the text of a program of one's own")
    parser.add_argument("--tile", metavar="NUMBERS", type=arguments_of, help="mandelbrot_tile's arguments")
    parser.add_argument("--engine", action="append", default=[], metavar="NAME=COMMAND", help="those that are not sidewinder are passed over")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    names = options.names or ORDER
    for name in names:
        if not path_of(name).is_file():
            parser.error(f"there is no {name}; there are {', '.join(ORDER)}")
    engines = dict(text.split("=", 1) for text in options.engine)
    sidewinder = command_of(engines.get("sidewinder", str(HERE.parents[1] / "build" / "bin" / "sidewinder")))
    if options.program is not None:
        return print(json.dumps({"items": [run_own(text_of(options.program), sidewinder)]}))
    if options.tile:
        item = run_tile(options.tile, sidewinder)
        return print(json.dumps({"items": [item]})) if options.json else show(item)
    sandbox = () if options.no_sandbox else ("--sandbox", "--allow-weaker")
    items = (about(name) if options.list else run(name, sidewinder, sandbox, with_handlers=bool(options.json or options.handler)) for name in names)
    if options.json:
        return print(json.dumps({"items": list(items)}))
    for item in items:
        if options.list:
            print(f"{item['name']:12} {item['title']}")
        elif options.handler:
            show_handler(item, options.handler)
        else:
            show(item)
            show_advice(item)


if __name__ == "__main__":
    main()
