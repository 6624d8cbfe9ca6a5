"""Reads the file that `-X jit-log=FILE` writes: a line is a word and key=value pairs.

    trace id=1 kind=loop at=file.py:7 line=7 bytecodes=12 ops=31 body=14 guards=4 allocations=0 calls=0 ...
    trace id=2 kind=bridge parent=1 exit=9 ...
    abort kind=loop reason=TooLong ...           a recording that failed
    decision kind=loop reason=LeftLoop ...       one that was not wanted
    summary loops=1 bridges=1 functions=0 aborts=0 decisions=1 ...
    freed id=1 kind=loop bytes=900 reason=no_room   a trace that does not exist any more; `freed` of the summary counts them
    given_up at=... exits=1000                   a place that is left to the interpreter from here on
    reasons TooLong=0 LeftLoop=1 ...             how often for each row of jit/language/aborts.def
    coverage of=all percent=99.1 ...             with -X jit-coverage: bytecodes in machine code, and exits a thousand bytecodes; of the
                                                 whole run, and of what came after its first second (of=later)

The numbers of the summary and of the reasons are one dictionary here. `entries` counts what entered machine code from the interpreter, `exits` what
left it, `because` says why a trace was recorded.

`recording_ns` is the time of recording the trace's `bytecodes`; `codegen_ns` that of all passes and the backend, for
the `ops` operations that the recorder wrote. `body` counts those that are left in the loop itself, as do `guards`,
`allocations`, `calls`, `loads` and `stores`.
"""

from dataclasses import dataclass, field


def parse_value(text):
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            pass
    return text


@dataclass
class Log:
    traces: list = field(default_factory=list)
    aborts: list = field(default_factory=list)
    decisions: list = field(default_factory=list)
    summary: dict = field(default_factory=dict)
    coverage: dict = field(default_factory=dict)  # by `of`

    def first_loop(self):
        return next(trace for trace in self.traces if trace["kind"] == "loop")

    def recording_ns_per_bytecode(self):
        return sum(t["recording_ns"] for t in self.traces) / sum(t["bytecodes"] for t in self.traces)

    def codegen_ns_per_operation(self):
        return sum(t["codegen_ns"] for t in self.traces) / sum(t["ops"] for t in self.traces)


def read_log(path):
    log = Log()
    with open(path, encoding="utf-8") as file:
        for line in file:
            word, *rest = line.split() or [""]
            values = {key: parse_value(value) for key, _, value in (pair.partition("=") for pair in rest)}
            if word == "trace":
                log.traces.append(values)
            elif word == "abort":
                log.aborts.append(values)
            elif word == "decision":
                log.decisions.append(values)
            elif word == "coverage":
                log.coverage[values["of"]] = values
                if values["of"] == "all":
                    log.summary["coverage"] = values["percent"]
            elif word in ("summary", "reasons"):
                log.summary.update(values)
    return log
