"""Runs a step's command: in a process group of its own, under a deadline, its output handed on as it comes."""

import os
import re
import selectors
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_OUTPUT = 200_000  # characters that are kept
SILENCE = 10  # seconds without a word and without any computing after which a command counts as hanging


@dataclass
class Run:
    output: str
    seconds: float
    problem: str | None  # None: it did what it should


def environment():
    return dict(os.environ, PATH=f"{ROOT / 'build' / 'bin'}:{os.environ.get('PATH', '/usr/bin:/bin')}",
                PYTHONDONTWRITEBYTECODE="1", PYTHONUNBUFFERED="1")


def computed_by(group):
    """What the processes of the group have computed so far, in ticks of the clock."""
    ticks = 0
    for entry in os.listdir("/proc"):
        try:
            with open(f"/proc/{entry}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if len(fields) > 14 and fields[2] == str(group):
            ticks += sum(map(int, fields[11:15]))
    return ticks


class Command:
    """A command that runs, until end()."""

    def __init__(self, text, before_exec=None):
        # `python3` is the distribution's, whatever version managers have put in front.
        self.process = subprocess.Popen(
            ["bash", "-c", "python3() { /usr/bin/python3 \"$@\"; }; set -o pipefail; " + text], cwd=ROOT,
            env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True, preexec_fn=before_exec)
        os.set_blocking(self.process.stdout.fileno(), False)

    def end(self, how=signal.SIGKILL):
        """Ends the command and all that it has started."""
        try:
            os.killpg(self.process.pid, how)
        except ProcessLookupError:
            pass

    def pieces(self, deadline):
        """Output as it comes; ends with it, at the deadline, or when there is no sign of life for too long."""
        alive, ticks = time.monotonic(), 0
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while (left := min(deadline, alive + SILENCE) - time.monotonic()) > 0:
                if not selector.select(min(left, 0.5)):
                    now = computed_by(self.process.pid)
                    if now != ticks:
                        alive, ticks = time.monotonic(), now
                    continue
                alive = time.monotonic()
                piece = self.process.stdout.read()
                if piece == b"":
                    return
                if piece:
                    yield piece.decode(errors="replace")


def problem_of(step, command, output, began):
    try:
        code = command.process.wait(0.5)
    except subprocess.TimeoutExpired:
        return f"not done after {time.monotonic() - began:.0f} s"
    # 141: `head` has seen enough, and what wrote to it was told so.
    if code not in (0, 141):
        return f"ended by signal {-code}" if code < 0 else f"exit code {code}"
    missing = [pattern for pattern in step.expect if not re.search(pattern, output)]
    return f"the output has nothing like {missing[0]!r}" if missing else None


def run(step, show, fault=None):
    """Runs the step for real; `show` gets its output as it comes."""
    began = time.monotonic()
    deadline = began + step.seconds
    command = Command(step.command, fault.before_exec if fault else None)
    output = ""
    try:
        if fault:
            fault.strike(command)
        for piece in command.pieces(deadline):
            show(piece)
            if len(output) < MOST_OUTPUT:
                output += piece
        problem = problem_of(step, command, output, began)
    finally:
        command.end()
        command.process.stdout.close()
        command.process.wait()
    return Run(output, time.monotonic() - began, problem)
