"""What is measured: the Pythons with their settings, the C twin, and how one process of each is run."""

import os
import re
import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAMS = ROOT / "tests" / "bench" / "programs"
CPYTHON = "/usr/bin/python3"
SIDEWINDER = ROOT / "build" / "bin" / "sidewinder"
DEBUG_SIDEWINDER = ROOT / "build-debug" / "bin" / "sidewinder"
C_TWIN = ROOT / "build" / "bench" / "mandelbrot"

# All alike: the library comes from its compiled files, as for users, and none are written.
OPTIONS = ["-s", "-E", "-B"]
PYTHONS = {
    "CPython": [CPYTHON, *OPTIONS],
    "Sidewinder": [str(SIDEWINDER), *OPTIONS],
    "Sidewinder, JIT off": [str(SIDEWINDER), *OPTIONS, "-X", "jit=off"],
}
ENVIRONMENT = {**os.environ, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}


class EngineFailed(Exception):
    pass


def run(command, timeout=600):
    """The completed process, with its output as bytes."""
    done = subprocess.run([str(word) for word in command], capture_output=True, env=ENVIRONMENT, timeout=timeout)
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise EngineFailed(f"{Path(command[0]).name}: exit code {done.returncode}: {' '.join(last)}")
    return done


def parse_timings(output, name):
    """The seconds of each round that a program reports (programs/timing.py), and its checksum."""
    seconds = [float(match) for match in re.findall(r"^seconds (\S+)$", output, re.MULTILINE)]
    checksum = re.search(r"^checksum (-?\d+)$", output, re.MULTILINE)
    if not seconds or not checksum:
        raise EngineFailed(f"{name}: no timings in its output")
    return seconds, checksum.group(1)


def timings(command):
    return parse_timings(run(command).stdout.decode(), Path(command[-1]).name)


def steady_seconds(command):
    """The median of a process' later rounds, after a third of them have warmed it up."""
    seconds, checksum = timings(command)
    return statistics.median(seconds[len(seconds) // 3:]), checksum


def interleaved(commands, rounds, measure):
    """Runs measure(command) for every command in turn, `rounds` times; {name: median}. The checksums must agree."""
    samples, checksums = {name: [] for name in commands}, {}
    for _ in range(rounds):
        for name, command in commands.items():
            seconds, checksums[name] = measure(command)
            samples[name].append(seconds)
    if len(set(checksums.values())) != 1:
        raise EngineFailed(f"results differ: {checksums}")
    return {name: statistics.median(values) for name, values in samples.items()}


def build_c_twin():
    C_TWIN.parent.mkdir(parents=True, exist_ok=True)
    run(["gcc-12", "-O2", "-o", C_TWIN, ROOT / "tests" / "bench" / "c" / "mandelbrot.c"])


def instructions(command):
    """What callgrind counts over the whole process."""
    valgrind = ["valgrind", "--tool=callgrind", "--smc-check=all", "--callgrind-out-file=/dev/null"]
    output = run(valgrind + command, timeout=3600).stderr.decode()
    collected = re.search(r"Collected : (\d+)", output)
    if not collected:
        raise EngineFailed("callgrind: no count in its output")
    return int(collected.group(1))
