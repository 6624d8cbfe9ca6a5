"""Reads what `-X dump` and `-X jit-log` write: sections, traces, operations and the lines that they belong to."""

import re

SECTION = re.compile(r"^---- (.*)$")
LOADED = re.compile(r"^%(\d+) = load_")
NUMBER = re.compile(r"%(\d+)")
SNAPSHOTS = re.compile(r" \[([\d |]+)\](?:, as \w+)?$")
FRAME = re.compile(r"(\d+)/(\d+) \(")
OF_THE_CALL = 1 << 17  # in a frame's flags: it only makes the call (of a class, of an operator), there is no function behind it
INNERMOST = re.compile(r"^\[(\d+)\].*  ; (.*):(\d+)$")
WHY = re.compile(r"^(-?\d+) (.*?): (.*?)(?:  ; (.*))?$")
EXIT = re.compile(r"^exit of (\d+) at %(\d+), (\d+) times$")


def sections_of(text):
    """(title, lines) of each section, in order."""
    title, lines = None, []
    for line in text.splitlines():
        if found := SECTION.match(line):
            if title is not None:
                yield title, lines
            title, lines = found[1], []
        else:
            lines.append(line)
    if title is not None:
        yield title, lines


def bytecode_of(lines):
    """[{text, line}], of an instruction with its function, pc and opcode, and the names of the code objects."""
    rows, names, function = [], set(), None
    for line in lines:
        if found := re.match(r"^code (.*), line (\d+), ", line):
            function = found[1]
            names.add(function)
            rows.append({"text": line, "line": None})
        elif found := re.match(r"^ *(-?\d+) +(\d+) (.*)$", line):
            number = int(found[1])
            rows.append({"text": f"{found[2]:>4} {found[3]}", "line": number if number > 0 else None, "function": function, "pc": int(found[2]),
                         "opcode": found[3].split()[0]})
    return rows, names


def places_of(lines):
    """{number of a snapshot: (function, line, place)}: where the innermost frame is."""
    places = {}
    for line in lines:
        if found := INNERMOST.match(line):
            frames = [int(place) for place, flags in FRAME.findall(line) if not int(flags) & OF_THE_CALL]
            places[int(found[1])] = (found[2], int(found[3]), frames[-1] if frames else None)
    return places


def calls_of(lines):
    """[{function, depth, line}]: the functions whose calls are in the trace, each below its caller, with a line in it that is recorded. A snapshot names its
    innermost function alone; the others are known by where they are: near what another snapshot names."""
    split = lines.index("snapshots:") if "snapshots:" in lines else len(lines)
    stacks, names = [], {}
    for text in lines[split + 1:]:
        frames = [int(place) for place, flags in FRAME.findall(text) if not int(flags) & OF_THE_CALL]
        if frames and (found := INNERMOST.match(text)):
            names[frames[-1]] = found[2]
            stacks.append((frames, int(found[3])))
    paths = {}
    for frames, line in stacks:
        path = tuple(names[min(names, key=lambda known: abs(known - place))] for place in frames[1:])
        if path:
            paths.setdefault(path, line)
    return [{"function": path[-1], "depth": len(path), "line": line} for path, line in sorted(paths.items())]


def exit_of(text):
    found = SNAPSHOTS.search(text)
    return int(found[1].split()[0]) if found else None


def operations_of(lines):
    """[{n, text, line, at, place}] of a listing of operations with its snapshots; a place is that of the instruction in memory.

    The dump says the line for an operation that may leave the trace. Another one belongs to the last such operation before it
    (what is done after the check); a load that is checked by the next one belongs to that.
    """
    split = lines.index("snapshots:") if "snapshots:" in lines else len(lines)
    places = places_of(lines[split + 1:])
    rows = []
    for n, text in enumerate(lines[:split]):
        number = exit_of(text)
        function, line, place = places.get(number, (None, None, None))
        rows.append({"n": n, "text": text, "line": line, "at": function, "place": place})
    _spread(rows)
    return rows


def _spread(rows):
    after, last = None, None
    ahead = [None] * len(rows)
    for index in range(len(rows) - 1, -1, -1):
        ahead[index] = after
        if rows[index]["line"] is not None:
            after = rows[index]
    for row, following in zip(rows, ahead):
        if row["line"] is not None:
            last = row
            continue
        loaded = LOADED.match(row["text"])
        is_for_next = following is not None and loaded and int(loaded[1]) in map(int, NUMBER.findall(following["text"]))
        source = following if is_for_next else last
        if source is not None and not row["text"].startswith(("label", "%" + str(row["n"]) + " = argument")):
            row["line"], row["at"], row["place"] = source["line"], source["at"], source["place"]


def machine_code_of(lines, operations):
    """[{text, line, n}]: instructions stand below the number of the operation that they are for."""
    by_number = {row["n"]: row for row in operations}
    rows, current = [], None
    for text in lines:
        if not text:
            continue
        if found := re.match(r"^; (\d+) (\w+)", text):
            current = by_number.get(int(found[1]))
        elif text.startswith("L") and rows and rows[-1]["text"].startswith(("jmp", "short jmp", "long jmp")):
            current = None  # from here on: what stands behind the trace, for exits and slow paths
        rows.append({"text": text, "line": current["line"] if current else None, "n": current["n"] if current else None})
    return rows


def removed_of(lines, recorded):
    """[{text, pass, why, line, n}]: what the optimiser took out, in its order."""
    by_text = {row["text"]: row for row in recorded}
    rows = []
    for line in lines:
        text, _, reason = line.partition("  ; ")
        name, _, why = reason.partition(": ")
        row = by_text.get(text)
        rows.append({"text": text, "pass": name, "why": why, "line": row["line"] if row else None, "n": row["n"] if row else None})
    return rows


def advice_of(title, lines):
    """[{function, line, state, reason, advice}] of what the JIT says about one function."""
    function = title.rpartition(", ")[0]
    return [{"function": function, "line": int(found[1]), "state": found[2], "reason": found[3], "advice": found[4] or ""}
            for line in lines if (found := WHY.match(line))]


def log_of(text):
    """({id: fields} of the last traces with these ids, fields of the summary)"""
    traces, summary, aborts = {}, {}, []
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        fields = dict(re.findall(r"(\w+)=(\S+)", rest))
        if kind == "trace":
            traces[int(fields["id"])] = fields
        elif kind == "summary":
            summary = fields
        elif kind == "abort":
            aborts.append(fields)
    return traces, summary, aborts


class Dump:
    """The traces of one program, each with its levels."""

    def __init__(self, text, log):
        self.bytecode, self.names, self.traces, self.advice = [], set(), [], []
        fields, self.summary, self.aborts = log_of(log)
        for title, lines in sections_of(text):
            self._take(title, lines)
        self.traces = [trace for trace in self.traces if self._is_ours(trace)]
        self.advice = [row for row in self.advice if row["function"] in self.names]
        for trace in self.traces:
            trace["log"] = fields.get(trace["id"], {})
            trace["exits"] = [{"n": n, "times": times} for n, times in sorted(trace.pop("counts").items())]

    def _is_ours(self, trace):
        return any(row["at"] in self.names for row in trace["recorded"])

    def _take(self, title, lines):
        kind, _, rest = title.partition(" ")
        if kind == "bytecode":
            rows, names = bytecode_of(lines)
            self.bytecode += rows
            self.names |= names
        elif kind == "recorded":
            self.traces.append({"id": int(rest), "recorded": operations_of(lines), "calls": calls_of(lines), "optimised": [], "removed": [], "asm": [], "counts": {}})
        elif kind == "why":
            self.advice += advice_of(rest, lines)
        elif found := EXIT.match(title):
            if trace := self._trace(int(found[1])):
                trace["counts"][int(found[2])] = int(found[3])
        elif trace := self._trace(int(rest)) if rest.isdigit() else None:
            self._take_level(trace, kind, lines)

    def _take_level(self, trace, kind, lines):
        if kind == "optimised":
            trace["optimised"] = operations_of(lines)
        elif kind == "passes":
            trace["removed"] = removed_of(lines, trace["recorded"])
        elif kind == "asm":
            trace["asm"] = machine_code_of(lines, trace["optimised"])

    def _trace(self, number):
        """The last one with this number: the ones of start-up have their own numbers."""
        return next((trace for trace in reversed(self.traces) if trace["id"] == number), None)
