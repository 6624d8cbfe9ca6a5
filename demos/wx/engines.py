"""Who draws: this process itself, or another Python that is started as the showcase's worker. Both run demos/mandelbrot/py_mandel.py.

An engine has a `name` and draws tiles: draw(width, height, view, tile) returns (shades, seconds, seconds of processor).
"""

import os
import select
import shlex
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "demos" / "mandelbrot"))

import py_mandel  # noqa: E402
import worker  # noqa: E402

NAMES = {"cpython": "CPython", "sidewinder": "Sidewinder", "pypy": "PyPy"}
PATIENCE = 5  # seconds that a process may take to end
LONGEST_TILE = 30  # seconds; a process that is silent for longer hangs
LARGEST_ANSWER = 1 << 16


class EngineError(Exception):
    """It cannot draw, and why."""


def pretty(hello):
    """"sidewinder 3.11.2" as one says it."""
    name, _, version = hello.partition(" ")
    return f"{NAMES.get(name, name)} {version}"


class Here:
    """This process."""

    def __init__(self):
        self.name = pretty("%s %d.%d.%d" % (sys.implementation.name, *sys.version_info[:3]))

    def draw(self, width, height, view, tile):
        cpu, start = time.thread_time(), time.perf_counter()
        shades = py_mandel.mandelbrot_tile(width, height, view.cx, view.cy, view.scale, view.iterations, *tile)
        return bytes(shades), time.perf_counter() - start, time.thread_time() - cpu

    def end(self):
        pass


def default_rival():
    """The other one of the two."""
    sidewinder = ROOT / "build" / "bin" / "sidewinder"
    return "/usr/bin/python3" if sys.implementation.name == "sidewinder" else str(sidewinder)


class Elsewhere:
    """A subprocess, started when it is first asked to draw and again when it has ended; spoken to as demos/mandelbrot/protocol.h says."""

    def __init__(self, command):
        self.command, self.process = command, None
        self.name = Path(shlex.split(command)[0]).name

    def start(self):
        environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")
        try:
            self.process = subprocess.Popen([*shlex.split(self.command), str(ROOT / "demos" / "mandelbrot" / "worker.py")],
                                            bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        except OSError as error:
            raise EngineError(f"{self.command} does not start: {error.strerror}") from error
        self.name = pretty(self.answer(worker.HELLO).decode().partition("\n")[0])

    def read(self, size):
        """That many bytes, fewer at the end of what it says. A process that hangs is ended."""
        data, deadline = b"", time.monotonic() + LONGEST_TILE
        while len(data) < size:
            if not select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))[0]:
                self.end()
                raise EngineError(f"{self.name} does not answer")
            piece = self.process.stdout.read(size - len(data))
            if not piece:
                break
            data += piece
        return data

    def answer(self, expected):
        """The payload of the next frame. A process that does not speak as it should is ended."""
        header = self.read(worker.HEADER.size)
        if len(header) < worker.HEADER.size:
            raise EngineError(f"{self.name} has ended ({self.ended()})")
        version, kind, _, length = worker.HEADER.unpack(header)
        if version != worker.VERSION or length > LARGEST_ANSWER:
            self.end()
            raise EngineError(f"{self.name} cannot be understood")
        payload = self.read(length)
        if len(payload) < length:
            raise EngineError(f"{self.name} has ended ({self.ended()})")
        if kind != expected:
            self.end()
            raise EngineError(f"{self.name} says: {payload.decode(errors='replace')}")
        return payload

    def ended(self):
        """How the process ended, in words. It is gone after this."""
        process, self.process = self.process, None
        code = process.wait(PATIENCE)
        process.stdout.close()
        try:
            process.stdin.close()
        except OSError:
            pass  # what it was asked last did not reach it
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def draw(self, width, height, view, tile):
        if self.process is None:
            self.start()
        request = worker.REQUEST.pack(width, height, view.iterations, view.cx, view.cy, view.scale, 0, *tile)
        try:
            worker.write_frame(self.process.stdin, worker.RENDER, request)
        except OSError:
            pass  # it has ended: the answer says how
        payload = self.answer(worker.PICTURE)
        shades = payload[worker.TILE.size + worker.TIMES.size:]
        if worker.TILE.unpack_from(payload)[1:] != tile or len(shades) != tile[2] * tile[3]:
            raise EngineError(f"{self.name} has drawn another tile")
        return shades, *worker.TIMES.unpack_from(payload, worker.TILE.size)

    def end(self):
        if self.process is not None:
            self.process.kill()
            self.ended()

    def kill(self):
        """From another thread: whoever waits for it hears that it has ended."""
        process = self.process
        if process is not None:
            process.kill()
