"""How an exercise is judged: by running it, here and now. A check returns None, or what is not right yet, in words."""

import ast
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CPYTHON = "/usr/bin/python3"
SIDEWINDER = os.environ.get("SIDEWINDER", str(ROOT / "build" / "bin" / "sidewinder"))
SECONDS = 30

sys.path.insert(0, str(ROOT / "demos" / "viewer"))
import levels  # noqa: E402


def run(*command):
    environment = dict(os.environ, SIDEWINDER=SIDEWINDER, PYTHONDONTWRITEBYTECODE="1")
    try:
        return subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=SECONDS, env=environment, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        raise ValueError(f"it is not done after {SECONDS} s") from None


def last_line(text):
    return (text.strip().splitlines() or ["nothing"])[-1]


def answer_in(path):
    """What ANSWER is set to, a literal; Ellipsis as long as it is not filled in."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "ANSWER":
            return ast.literal_eval(node.value)
    raise ValueError("there is no line ANSWER = … at the top level")


def compiled(path):
    item = levels.run(str(path), [SIDEWINDER], with_handlers=False)
    if item["exit"] != 0:
        raise ValueError("it fails: " + last_line(item["output"]))
    return item


def answers(fact):
    """ANSWER must be what `fact` finds in the traces of the program as it is."""
    def check(path, start):
        given = answer_in(path)
        if given is ...:
            return "ANSWER is not filled in yet"
        return None if given == fact(compiled(path)) else f"{given!r} is not what the trace says"
    return check


def changes(condition):
    """The program must print what it printed at the start, and its traces must be as `condition` wants them."""
    def check(path, start):
        item = compiled(path)
        expected = run(CPYTHON, start).stdout
        if item["output"] != expected:
            return f"it must still print {last_line(expected)!r}; it prints {last_line(item['output'])!r}"
        if not item["traces"]:
            return "nothing in it is compiled any more: the loop must stay a loop"
        return condition(item)
    return check


def prints(python, expected):
    """Run by `python`, it must print this."""
    def check(path, start):
        result = run(python, path)
        if result.returncode != 0:
            return "it fails: " + last_line(result.stderr)
        return None if result.stdout == expected else f"it must print {expected.strip()!r}; it prints {last_line(result.stdout)!r}"
    return check


def prints_on_both(expected):
    """It must print this on CPython and on Sidewinder."""
    def check(path, start):
        for name, python in (("CPython", CPYTHON), ("Sidewinder", SIDEWINDER)):
            if complaint := prints(python, expected)(path, start):
                return f"on {name} {complaint}"
        return None
    return check


def measures(judge):
    """Its way of measuring must find what is true on simulated machines (simulate.py)."""
    def check(path, start):
        result = run(CPYTHON, HERE / "simulate.py", judge, path)
        if result.returncode != 0:
            return "it fails: " + last_line(result.stderr)
        return result.stdout.strip() or None
    return check


def can_be_moved(path, start):
    """scripts/hotspot must be able to move its hot spot, and it must print what it printed."""
    expected, printed = run(CPYTHON, start).stdout, run(CPYTHON, path).stdout
    if printed != expected:
        return f"it must still print {last_line(expected)!r}; it prints {last_line(printed)!r}"
    result = run(ROOT / "scripts" / "hotspot", "--sidewinder", SIDEWINDER, path)
    return None if result.returncode == 0 else f"scripts/hotspot says: {last_line(result.stdout + result.stderr)}"


# --- facts and conditions -------------------------------------------------------------------
def last_call_that_compiles(path):
    """Of a program that prints `call N` after each: the one during which the JIT compiled something for the last time."""
    lines = run(SIDEWINDER, "-X", "jit=traces", "-X", "jit-log=/dev/stdout", path).stdout.splitlines()
    last = max(number for number, line in enumerate(lines) if line.startswith("trace "))
    return next(int(line.split()[1]) for line in lines[last:] if line.startswith("call "))


def answers_of_file(fact):
    """As `answers`, of a fact that is found by running the file."""
    def check(path, start):
        given = answer_in(path)
        if given is ...:
            return "ANSWER is not filled in yet"
        return None if given == fact(path) else f"{given!r} is not what the log says"
    return check


def computes(operation, function):
    """The function's loop must do this operation in every turn."""
    def condition(item):
        loop = next((trace for trace in of_kind(item, "loop") if function in {row["at"] for row in trace["recorded"]}), None)
        if loop is None:
            return f"there is no loop of {function}() any more"
        texts = [row["text"] for row in loop["optimised"]]
        turn = texts[max(number for number, text in enumerate(texts) if text.startswith("label")) :]
        return None if any(f" {operation} " in f" {text} " for text in turn) else f"a turn of {function}()'s loop has no {operation}"
    return condition


def of_kind(item, kind):
    return [trace for trace in item["traces"] if trace["log"].get("kind") == kind]


def count(kind):
    return lambda item: len(of_kind(item, kind))


def number(name, function=None):
    """A number of the log's, of the first loop (of a function, if one is named)."""
    def fact(item):
        return next(int(trace["log"][name]) for trace in of_kind(item, "loop") if function in (None, trace["log"]["at"].split(":")[0]))
    return fact


def guard_of_first_bridge(item):
    bridge = of_kind(item, "bridge")[0]
    parent = next(trace for trace in item["traces"] if trace["id"] == int(bridge["log"]["parent"]))
    return parent, parent["optimised"][int(bridge["log"]["exit"])]


def line_of_first_bridge(item):
    return guard_of_first_bridge(item)[1]["line"]


def failures_before_first_bridge(item):
    parent, guard = guard_of_first_bridge(item)
    return next(exit["times"] for exit in parent["exits"] if exit["n"] == guard["n"])


def functions_in_first_loop(item):
    return {row["at"] for row in of_kind(item, "loop")[0]["recorded"] if row["at"]}


def pass_that_removed(operation):
    return lambda item: next(row["pass"] for row in of_kind(item, "loop")[0]["removed"] if f" {operation} " in f" {row['text']} ")


def busiest_pass(item):
    """The pass that removed most of the first loop."""
    names = [row["pass"] for row in of_kind(item, "loop")[0]["removed"]]
    return max(sorted(set(names)), key=names.count)


def none(name, function=None):
    """No trace (of a function, if one is named) may have any of these."""
    def condition(item):
        for trace in item["traces"]:
            is_meant = function is None or function in {row["at"] for row in trace["recorded"]}
            if is_meant and int(trace["log"].get(name, 0)):
                return f"{trace['log']['kind']} {trace['id']} at {trace['log'].get('at', 'its guard')} still has {trace['log'][name]} {name}"
        return None
    return condition


def no_bridges(item):
    bridges = count("bridge")(item)
    return f"there are still {bridges} bridges" if bridges else None
