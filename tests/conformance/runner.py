"""Runs one module of CPython's test suite under a Python and says what became of each test method."""

import os
import re
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# `test_x (test.test_y.Class.test_x) ... ok`; a docstring's first line or output may stand between name and outcome.
METHOD = re.compile(r"^\w+ \(([\w.<>]+)\)(?: \.\.\. |$)")
OUTCOME = re.compile(r"(?:^|\.\.\. )(ok|FAIL|ERROR|skipped .*|expected failure|unexpected success)$")
HEADLINE = re.compile(r"^(FAIL|ERROR): (.+)$")
MEMORY_LIMIT = 6 << 30  # bytes of address space
# `-m test`, which also runs what is marked as a detail of CPython, as if this were it.
WITH_DETAILS = """
from test import support
def check_impl_detail(**guards):
    guards, default = support._parse_guards(guards)
    return guards.get("cpython", default)
support.check_impl_detail = check_impl_detail
from test.libregrtest import main
main()
"""


@dataclass
class ModuleResult:
    status: str  # passed, failed, skipped, crashed, timeout
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    failures: dict = field(default_factory=dict)  # method: the last line of its traceback
    tail: list = field(default_factory=list)  # the last lines of the output, if it did not pass
    details: dict | None = None  # the same without `status`, of a run with CPython's details, if there was one

    @property
    def methods(self):
        return self.passed + self.failed + self.skipped


# Of several results the one that counts: a part that was skipped does not hide one that ran.
WORST_FIRST = ["crashed", "timeout", "failed", "passed", "skipped"]


def merged(a, b):
    """Two parts of a module, run one by one."""
    return ModuleResult(min(a.status, b.status, key=WORST_FIRST.index), a.passed + b.passed, a.failed + b.failed,
                        a.skipped + b.skipped, round(a.seconds + b.seconds, 1), {**a.failures, **b.failures}, a.tail + b.tail)


def run_module(command, module, timeout, with_details=False):
    """`command -m test -v module` in a folder of its own; a process that ends by a signal has crashed."""
    runner = ["-c", WITH_DETAILS] if with_details else ["-m", "test"]
    with tempfile.TemporaryDirectory(prefix="conformance-") as folder:
        environment = {**os.environ, "HOME": folder, "TMPDIR": folder, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
        began = time.monotonic()
        process = subprocess.Popen(
            ["/bin/sh", "-c", f'ulimit -v {MEMORY_LIMIT >> 10}; exec "$@"', "sh", *command, *runner, "-v", module],
            cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", start_new_session=True, preexec_fn=hear_interrupts)
        try:
            output, _ = process.communicate(timeout=timeout)
            code = process.returncode
        except subprocess.TimeoutExpired:
            output, code = None, None
        finally:
            end_session(process)
        if code is None:
            output, _ = process.communicate()
        result = read_output(output, code)
        result.seconds = round(time.monotonic() - began, 1)
        return result


def hear_interrupts():
    """A shell's background jobs ignore SIGINT, and so would the tests that send it to themselves."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def end_session(process):
    """The module's own children must not outlive it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def status_of(code, output):
    if code is None:
        return "timeout"
    if code < 0 or code >= 128:
        return "crashed"
    if re.search(r"^\S+ skipped( --|$)", output, re.MULTILINE) and "Ran " not in output:
        return "skipped"
    return "passed" if code == 0 else "failed"


def read_output(output, code):
    result = ModuleResult(status_of(code, output))
    outcomes = {}
    method = None
    lines = output.replace(f"{ROOT}/", "").splitlines()  # where the project lies is nobody's business
    for number, line in enumerate(lines):
        named = METHOD.match(line)
        if named:
            method = named.group(1)
        outcome = OUTCOME.search(line)
        if outcome and method:
            outcomes[method] = outcome.group(1).split(" ")[0]
            method = None
        headline = HEADLINE.match(line)
        if headline:
            result.failures.setdefault(headline.group(2), reason_after(lines, number))
    result.passed = sum(o in ("ok", "expected") for o in outcomes.values())
    result.skipped = sum(o == "skipped" for o in outcomes.values())
    result.failed = sum(o in ("FAIL", "ERROR", "unexpected") for o in outcomes.values())
    if result.status not in ("passed", "skipped"):
        result.tail = lines[-20:]
    if result.status in ("failed", "crashed", "timeout") and not result.failures:
        last = [line for line in lines if line.strip()][-1:] or ["no output"]
        result.failures[method or "import"] = last[0][:200]
    return result


def reason_after(lines, headline):
    """The last line of the traceback that follows a headline: the exception."""
    reason = ""
    for line in lines[headline + 2:]:
        if line.startswith(("======", "------")):
            if reason:
                break
            continue
        if line and not line.startswith(" "):
            reason = reason if reason and not line.startswith(("Traceback",)) and ":" not in line else line
    return reason[:200]
