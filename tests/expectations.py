"""What CPython 3.11 prints for a test program: run once, kept in the build folder by the hash of what it was made from."""

import hashlib
import json
import os
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CPYTHON = "/usr/bin/python3"
ENVIRONMENT = {**os.environ, "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
NO_END = 124  # the code of a program that was ended after its time


@dataclass
class Outcome:
    stdout: str
    stderr: str
    code: int  # negative: ended by that signal

    def last_error_line(self):
        return (self.stderr.strip().splitlines() or [""])[-1]


def run_program(command, program, timeout):
    """The outcome of a program; it runs in its own folder under its bare name, so that tracebacks are comparable."""
    try:
        done = subprocess.run(
            [*command, program.name], cwd=program.parent, env=ENVIRONMENT, timeout=timeout,
            stdin=subprocess.DEVNULL, capture_output=True,
        )
    except subprocess.TimeoutExpired:
        return Outcome("", f"no end after {timeout} seconds", NO_END)
    return Outcome(done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"), done.returncode)


def cache_key(program):
    """Of the program, the helper modules beside it, and the interpreter."""
    digest = hashlib.sha256(CPYTHON.encode() + str(os.stat(CPYTHON).st_mtime_ns).encode())
    for path in [program, *sorted(program.parent.rglob("_*.py"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def expected_outcome(program, cache):
    niceness = os.nice(0) or ""  # programs may print it
    entry = Path(cache) / f"{cache_key(program)}{niceness}.json"
    if entry.exists():
        return Outcome(**json.loads(entry.read_text()))
    outcome = run_program([CPYTHON], program, 60)
    if outcome.code == NO_END:
        return outcome  # of a busy machine: the next time it is run again
    entry.parent.mkdir(parents=True, exist_ok=True)
    temporary = entry.with_suffix(f".{os.getpid()}")
    temporary.write_text(json.dumps(asdict(outcome)))
    temporary.rename(entry)
    return outcome
