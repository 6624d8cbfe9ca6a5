#!/usr/bin/python3
"""The speed centre: stored runs of `scripts/bench --suite --json`, as a table, as JSON for the page /speed/, or as the talk's graphs.

usage: demos/speed/report.py [NAME]                                     a table of the run (the latest)
       demos/speed/report.py --graph cpython|pypy|history FILE.svg|.png [--measure steady|first|memory] [NAME]
       demos/speed/report.py --json [--list] [NAME]                     (the page's)

Runs are the files of demos/speed/runs, by their names without .json. Nothing is computed but ratios and their geometric means; every figure comes from a run, with its date and machine.
"""

import argparse
import functools
import json
import statistics
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from chart import columns, lines, ratio_words, write  # noqa: E402

RUNS = HERE / "runs"
OURS, BASE = "Sidewinder", "CPython"
MEASURES = {"steady": "once warm", "first": "first call", "memory": "peak memory"}
AGAINST = {"cpython": "CPython", "pypy": "PyPy"}
QUIET = 0.3  # load a core before the run, from which on a machine counts as busy


def names():
    """The newest first."""
    return sorted((path.stem for path in RUNS.glob("*.json")), key=lambda name: (load(name)["host"]["date"], name), reverse=True)


@functools.cache
def load(name):
    return json.loads((RUNS / f"{name}.json").read_text())


def engines_of(run):
    found = {engine: None for row in run["programs"].values() for engine in row}
    return list(found)


def ratio(row, other, measure):
    """How many times as good as `other` Sidewinder is; None with the reason."""
    for engine in (OURS, other):
        if engine not in row:
            return None, f"no {engine}"
        if measure not in row[engine]:
            return None, "failed" if engine == OURS else f"{engine} failed"
    return row[other][measure] / row[OURS][measure], ""


def mean(run, engine, other, measure):
    """The geometric mean of engine's ratios, and of how many programs; None if there is none."""
    ratios = [row[other][measure] / row[engine][measure] for row in run["programs"].values()
              if measure in row.get(engine, {}) and measure in row.get(other, {})]
    return {"ratio": statistics.geometric_mean(ratios), "programs": len(ratios)} if ratios else None


def is_busy(run):
    host = run["host"]
    return host["load"] > QUIET * host["cores"]


def where_and_when(run):
    host = run["host"]
    state = f"a busy machine (load {host['load']:.1f}): its figures are rough" if is_busy(run) else f"load {host['load']:.1f}"
    return f"Measured {host['date']} on {host['machine']}, {host['cores']} cores, {state}."


def how(run):
    facts = run.get("how", {})
    if not facts:
        return "How long each program ran is not in the run."
    return (f"First call: median of {facts['rounds']} fresh process{'es' if facts['rounds'] != 1 else ''}; once warm: median of the last half of "
            f"{facts['seconds']:g} s. Commit {run['host']['commit'][:10] or 'unknown'}.")


def counted(run):
    total = len(run["programs"])
    failed = sum("failed" in row.get(OURS, {"failed": ""}) for row in run["programs"].values())
    return f"{total} programs" + (f", {failed} of which Sidewinder failed" if failed else "")


def graph(run, against, measure):
    other = AGAINST[against]
    rows = [(name, *ratio(row, other, measure)) for name, row in run["programs"].items()]
    found = mean(run, OURS, other, measure)
    what = {"steady": "as fast as", "first": "as fast in the first call as", "memory": "less memory than"}[measure]
    if not found:
        absent = f"{other} was not there when this was measured"
        return columns(f"Sidewinder against {other}: {absent}", [], [where_and_when(run)])
    title = f"Sidewinder, times {what} {other}: {ratio_words(found['ratio'])} (geometric mean of {found['programs']})"
    return columns(title, rows, [where_and_when(run), how(run)])


def words_of(run, many):
    date = run["host"]["date"]
    return date + (" (busy)" if is_busy(run) else "") if many <= 4 else date[5:10] if many <= 16 else ""


def history(runs):
    """Of runs from the oldest to the newest: means against CPython, once warm."""
    ordered = runs[::-1]
    series = {}
    for place, (_, run) in enumerate(ordered, 1):
        for engine in engines_of(run):
            found = mean(run, engine, BASE, "steady")
            if found and engine != BASE:
                series.setdefault(engine, []).append((place, found["ratio"]))
    ticks = [(place, words_of(run, len(ordered))) for place, (_, run) in enumerate(ordered, 1)]
    notes = ["Geometric means against CPython of the same run, once warm. " + "; ".join(sorted({run["host"]["machine"] for _, run in runs}))]
    return lines("Times as fast as CPython, run by run", ticks, series, notes, ratio_words, evenly=True)


def about(name, run):
    host = run["host"]
    return {"name": name, "date": host["date"], "busy": is_busy(run), "where": where_and_when(run), "how": how(run), "host": host,
            "absent": run.get("absent", []), "counted": counted(run),
            "means": {measure: {engine: mean(run, engine, BASE, measure) for engine in engines_of(run) if engine != BASE} for measure in MEASURES}}


def detail(name, run):
    graphs = {measure: {against: graph(run, against, measure) for against in AGAINST} for measure in MEASURES}
    means = {measure: {against: mean(run, OURS, other, measure) for against, other in AGAINST.items()} for measure in MEASURES}
    return {**about(name, run), "engines": engines_of(run), "programs": run["programs"], "graphs": graphs, "against": means}


def cell(row, engine, measure):
    if engine not in row:
        return "absent"
    if measure not in row[engine]:
        return "failed"
    if engine == BASE:
        return f"{row[engine][measure]:.0f} MB" if measure == "memory" else f"{row[engine][measure] * 1000:.2f} ms"
    return ratio_words(row[BASE][measure] / row[engine][measure]) if measure in row.get(BASE, {}) else "CPython failed"


def table(run, measure):
    engines = engines_of(run)
    print(f"{where_and_when(run)}\n{how(run)}\n{counted(run)}; times as good as CPython, {MEASURES[measure]}:\n")
    print("| program | " + " | ".join(engines) + " |\n|" + "---|" * (len(engines) + 1))
    for name, row in run["programs"].items():
        print(f"| {name} | " + " | ".join(cell(row, engine, measure) for engine in engines) + " |")
    means = [mean(run, engine, BASE, measure) for engine in engines]
    print("| geometric mean | " + " | ".join(ratio_words(found["ratio"]) if found else "none" for found in means) + " |")


def main():
    parser = argparse.ArgumentParser(prog="demos/speed/report.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--graph", nargs=2, metavar=("WHICH", "FILE"))
    parser.add_argument("--measure", choices=MEASURES, default="steady")
    parser.add_argument("--engine", action="append", help=argparse.SUPPRESS)  # what the server tells all of the kit's programs
    parser.add_argument("name", nargs="?")
    options = parser.parse_args()
    known = names()
    if options.name and options.name not in known:
        parser.error(f"there is no run {options.name}; there are {', '.join(known) or 'none'}")
    if options.json and options.list:
        runs = [(name, load(name)) for name in known]
        return print(json.dumps({"items": [about(name, run) for name, run in runs], "history": history(runs) if runs else ""}))
    if not known:
        sys.exit("nothing has been measured yet: scripts/bench --suite --json a file of demos/speed/runs")
    name = options.name or known[0]
    if options.json:
        return print(json.dumps({"items": [detail(name, load(name))]}))
    if not options.graph:
        return table(load(name), options.measure)
    which, file = options.graph
    if which != "history" and which not in AGAINST:
        parser.error("the graphs are cpython, pypy and history")
    svg = history([(each, load(each)) for each in known]) if which == "history" else graph(load(name), which, options.measure)
    return write(svg, Path(file)) or None


if __name__ == "__main__":
    sys.exit(main())
