"""scripts/bench --suite and --programs: programs side by side under all Pythons, each run in a fresh process, in turn."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from engines import ENVIRONMENT, OPTIONS, PYTHONS, ROOT, EngineFailed, instructions, parse_timings, run

SUITE = Path(__file__).resolve().parent / "suite"  # ordinary programs, without libraries
LIBRARIES = Path(__file__).resolve().parent / "libraries"  # programs whose time libraries take
PROCESS = Path(__file__).resolve().parent / "suite_process.py"
BASE = "CPython"
ALONE = "Sidewinder, JIT off"


def engines():
    """The Pythons that are there, CPython first."""
    found = dict(PYTHONS)
    if pypy := shutil.which("pypy3"):
        found = {BASE: found.pop(BASE), "PyPy": [pypy, *OPTIONS], **found}
    return found


@contextmanager
def sources_alone(folder):
    """A copy of the programs without compiled files, which one Python might find and another not: a first call compiles its program."""
    with tempfile.TemporaryDirectory() as place:
        yield Path(shutil.copytree(folder, Path(place) / folder.name, ignore=shutil.ignore_patterns("__pycache__")))


def absent_engines():
    """What scripts/setup --peers would bring."""
    return [name for name in ("PyPy",) if name not in engines()]


def version_of(command):
    done = subprocess.run([*command, "-c", "import sys; print(sys.version.split('[')[0].strip())"], capture_output=True, text=True, env=ENVIRONMENT)
    return done.stdout.strip() or "unknown"


def program_names(folder=SUITE):
    return sorted(path.stem for path in folder.glob("*.py"))


def host_facts():
    model = ""
    with open("/proc/cpuinfo") as lines:
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
    return {"machine": model, "cores": os.cpu_count(), "load": os.getloadavg()[0], "system": platform.platform(),
            "commit": commit, "date": time.strftime("%Y-%m-%d %H:%M")}


def run_process(command, program, *how):
    """(seconds of each call, checksum, peak memory in MB) of a fresh process."""
    output = run([*command, PROCESS, program, *how]).stdout.decode()
    seconds, checksum = parse_timings(output, program.stem)
    return seconds, checksum, int(output.split()[-1]) / 1024


def times_of(program, processes, seconds):
    """{engine: {first, steady, memory}}; an engine that fails has only {failed}."""
    commands = engines()
    found = {engine: {"firsts": []} for engine in commands}
    checksums = {}

    def turn(engine, command, *how):
        if "failed" in found[engine]:
            return None
        try:
            calls, checksums[engine], memory = run_process(command, program, *how)
        except EngineFailed as problem:
            found[engine] = {"failed": str(problem)}
            return None
        if checksums[engine] != checksums.get(BASE, checksums[engine]):
            found[engine] = {"failed": f"checksum {checksums[engine]}, CPython's {checksums[BASE]}"}
            return None
        return calls, memory

    for _ in range(processes):
        for engine, command in commands.items():
            if done := turn(engine, command, "--rounds", "1"):
                found[engine]["firsts"].append(done[0][0])
    for engine, command in commands.items():
        if done := turn(engine, command, "--seconds", str(seconds)):
            calls, memory = done
            firsts = found[engine]["firsts"] or calls[:1]
            found[engine] = {"first": statistics.median(firsts), "steady": statistics.median(calls[len(calls) // 2:]),
                             "memory": memory}
    return found


def instructions_of(program, only):
    """{engine: {instructions}}: of one more call, so that start and compilation drop out."""

    def one_call(command):
        try:
            counts = [instructions([*command, str(PROCESS), str(program), "--rounds", n]) for n in "24"]
        except EngineFailed as problem:
            return {"failed": str(problem)}
        return {"instructions": (counts[1] - counts[0]) / 2}

    commands = {engine: command for engine, command in engines().items() if engine in only}
    with ThreadPoolExecutor(len(commands)) as pool:
        return dict(zip(commands, pool.map(one_call, commands.values())))


def cell(row, engine, what):
    """A ratio to CPython's, and for CPython itself the value."""
    if "failed" in row[engine]:
        return "failed"
    value = row[engine][what]
    if engine == BASE or what not in row.get(BASE, {}):
        return {"memory": f"{value:.0f} MB", "instructions": f"{value / 1e6:.2f} M"}.get(what, f"{value * 1000:.2f} ms")
    return f"{value / row[BASE][what]:.2f}x"


def geometric_means(table, what):
    means = {}
    for engine in next(iter(table.values())):
        ratios = [row[engine][what] / row[BASE][what] for row in table.values() if what in row[engine] and what in row[BASE]]
        if ratios and engine != BASE:
            means[engine] = statistics.geometric_mean(ratios)
    return means


def print_line(cells):
    print(f"| {cells[0]:<22} | " + " | ".join(f"{text:>10}" for text in cells[1:]) + " |", flush=True)


def run_suite(names, arguments, folder=SUITE):
    unknown = set(names) - set(program_names(folder))
    if unknown:
        sys.exit(f"no such program: {' '.join(sorted(unknown))}; there are: {' '.join(program_names(folder))}")
    whats = ["instructions"] if arguments.instructions else ["first", "steady", "memory"]
    pythons = [BASE, ALONE] if arguments.instructions else list(engines())
    print_line(["program", *(f"{python.replace('Sidewinder, JIT off', 'jit=off')} {what}"
                             for what in whats for python in pythons)])
    host, table = host_facts(), {}
    with sources_alone(folder) as sources:
        for name in names or program_names(folder):
            program = sources / f"{name}.py"
            table[name] = instructions_of(program, pythons) if arguments.instructions else times_of(
                program, arguments.rounds, arguments.seconds)
            print_line([name, *(cell(table[name], python, what) for what in whats for python in pythons)])
            for python in pythons:
                if "failed" in table[name][python]:
                    print(f"    {python}: {table[name][python]['failed']}")
    means = {what: geometric_means(table, what) for what in whats}
    print_line(["geometric mean", *(f"{means[what][python]:.2f}x" if python in means[what] else ""
                                    for what in whats for python in pythons)])
    if arguments.json:
        how = {"rounds": arguments.rounds, "seconds": arguments.seconds, "instructions": arguments.instructions, "load_after": os.getloadavg()[0]}
        versions = {engine: version_of(command) for engine, command in engines().items()}
        Path(arguments.json).write_text(json.dumps({"host": host, "how": how, "pythons": versions, "absent": absent_engines(), "programs": table,
                                                    "means": means}, indent=1) + "\n")
    must_run = [python for python in pythons if folder == SUITE or python != "PyPy"]  # which not every library supports
    return 1 if any("failed" in row[python] for row in table.values() for python in must_run) else 0
