"""One handler's three lives: its source, what the recorder wrote of it into a trace, and what the compiler from handlers made of it.

The source is read from the interpreter's own table of handlers (interpreter/execution/ops/handlers.def) and the headers beside it; the
rest from `-X dump=trace` and `-X jit=baseline -X dump=versions,asm`.
"""

import functools
import re
from pathlib import Path

OPS = Path(__file__).resolve().parents[2] / "interpreter" / "execution" / "ops"
MACRO = re.compile(r"^#define (\w+)\((\w+), (\w+)\)((?:.*\\\n)*.*)", re.MULTILINE)
ROW = re.compile(r"^ *(?:HOT|COLD)\(([\w#]+), ((op_\w+)<.*>)\)", re.MULTILINE)
BYTES_OF_AN_INSTRUCTION = 8
OF_THE_BACK_EDGE = ("guard_no_request", "jump")
INSTRUCTION = re.compile(r"^(\d+)\.(\d+) (.*):(-?\d+) (\w+)(?:[,;] )?(.*)$")
MACHINE_CODE = re.compile(r"^ {8,}([0-9a-f]+): (.*)$")


@functools.cache
def table():
    """{opcode: (instantiation, function)} of the table of handlers, its macros expanded."""
    text = (OPS / "handlers.def").read_text()
    for macro, first, second, body in MACRO.findall(text):
        def expand(found):
            rows = re.sub(rf"\b{first}\b", found[1], body.replace("\\\n", "\n"))
            return re.sub(rf"\b{second}\b", found[2], rows).replace("##", "")
        text = re.sub(rf"^{macro}\((\w+), (\w+)\)", expand, text, flags=re.MULTILINE)
    return {opcode.rstrip("_"): (instantiation, function) for opcode, instantiation, function in ROW.findall(text) if "#" not in opcode}


@functools.cache
def source_of(function):
    """{path, line, text} of a handler, from its template to its last brace."""
    for path in sorted(OPS.glob("*.h")):
        lines = path.read_text().splitlines()
        for number, line in enumerate(lines):
            if re.search(rf"\b{function}\(M&", line) and not line.endswith(";"):
                first = number if line.startswith("template") else number - 1
                last = number if line.endswith("}") else lines.index("}", number)
                return {"path": str(path.relative_to(OPS.parents[2])), "line": first + 1, "text": lines[first:last + 1]}
    return None


def handler_of(opcode):
    """{function, instantiation, path, line, text}; None where the sources are not here."""
    try:
        instantiation, function = table()[opcode]
        return {"function": function, "instantiation": instantiation, **source_of(function)}
    except (OSError, KeyError, TypeError):
        return None


def versions_of(sections):
    """[{name, function, pc, opcode, known, rows}] of what was compiled straight from handlers, an instruction a row; a row of it is
    {text, kind}: what the replay of the handler did, or the machine code that this gave."""
    versions = []
    for title, lines in sections:
        if title.startswith("machine code "):
            versions += instructions_of(lines)
    return versions


def instructions_of(lines):
    found_all = []
    for line in lines:
        if found := INSTRUCTION.match(line):
            found_all.append({"name": f"{found[1]}.{found[2]}", "function": found[3], "pc": int(found[2]), "opcode": found[5], "known": found[6], "rows": []})
        elif not found_all or line.startswith("    keeps "):
            continue
        elif found := MACHINE_CODE.match(line):
            found_all[-1]["rows"].append({"text": found[2], "kind": "code"})
        elif line.strip():
            found_all[-1]["rows"].append({"text": line.strip(), "kind": "replay"})
    return found_all


def base_of(rows, instructions, heads):
    """Where a function's first instruction is in memory: the only place from which each operation is at an instruction of its line, and
    the loops that were recorded begin at its loops' heads."""
    lines = {row["pc"]: row["line"] for row in instructions}
    seen = {(row["place"], row["line"]) for row in rows}
    if not seen:
        return None

    def fits(base):
        return all(lines.get((place - base) // BYTES_OF_AN_INSTRUCTION) == line for place, line in seen)

    first = min(place for place, _ in seen)
    fitting = [base for base in (first - BYTES_OF_AN_INSTRUCTION * pc for pc in lines) if fits(base)]
    if len(fitting) > 1:
        begins = loop_heads(instructions)
        fitting = [base for base in fitting if {(place - base) // BYTES_OF_AN_INSTRUCTION for place in heads} <= begins]
    return fitting[0] if len(fitting) == 1 else None


def loop_heads(instructions):
    return {int(found[1]) for row in instructions if row["opcode"] == "jump_back" and (found := re.search(r"-> (\d+)$", row["text"]))}


def link(traces, bytecode):
    """Gives each recorded operation the pc of its instruction, where that is certain."""
    functions = {}
    for row in bytecode:
        if "pc" in row:
            functions.setdefault(row["function"], []).append(row)
    recorded = [row for trace in traces for row in trace["recorded"]]
    for row in recorded:
        row["pc"] = None
    for function, instructions in functions.items():
        ours = [row for row in recorded if row["at"] == function and row["place"] is not None]
        heads = {next((row["place"] for row in trace["recorded"] if row["place"]), None) for trace in traces
                 if trace["log"].get("kind") == "loop" and trace["log"].get("at", "").rpartition(":")[0] == function} - {None}
        base = base_of(ours, instructions, heads)
        for row in ours if base is not None else []:
            if not row["text"].startswith(OF_THE_BACK_EDGE):  # the trace may be left there, for the head of the loop
                row["pc"] = (row["place"] - base) // BYTES_OF_AN_INSTRUCTION


def handlers_of(bytecode, versions):
    """{opcode: handler} of the instructions that a program has, and [versions] of its own functions."""
    names = {row["function"] for row in bytecode if "pc" in row}
    opcodes = {row["opcode"] for row in bytecode if "pc" in row}
    return {opcode: handler for opcode in sorted(opcodes) if (handler := handler_of(opcode))}, [row for row in versions if row["function"] in names]
