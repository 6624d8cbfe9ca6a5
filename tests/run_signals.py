#!/usr/bin/env python3
"""Interrupts, closed pipes, and what ends a process.

usage: tests/run_signals.py BINARY [OPTION ...] [--only NAME]

Each program of `endless` says "go", works without an end, and must be interrupted; three rounds, sooner and later, so
that what an interrupt leaves behind is used again. How long an interrupt takes does not matter up to PATIENCE.
The programs of `compared` print, fail to print and exit as CPython does.
"""

import os
import pty
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

PYTHON = "/usr/bin/python3"
PATIENCE = 30
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}

FRAME = """\
import sys
SETUP
def work():
    WORK
for round in range(3):
    try:
        print("go", flush=True)
        work()
        print("came to an end")
    except KeyboardInterrupt:
        print("interrupted", 3 ** 30000 % 1000007, sum(map(len, ["ab"] * 5)))
print("done", flush=True)
"""

# Name: what comes before, what never ends (or not within PATIENCE).
ENDLESS = {
    "loop": ("", "while True: pass"),
    "recursion": ("def f(n):\n    if n: f(n - 1); f(n - 1)", "f(100)"),
    "method_recursion": ("class C:\n    def f(self, n, *rest):\n        if n: self.f(n - 1, *rest); self.f(n - 1)", "C().f(100)"),
    "generator_recursion": ("def f(n):\n    if n: yield from f(n - 1); yield from f(n - 1)", "list(f(100))"),
    "operator_recursion": (
        "class C:\n    def __init__(self, n): self.n = n\n"
        "    def __add__(self, o):\n        if self.n: return C(self.n - 1) + o + (C(self.n - 1) + o)\n        return o",
        "C(100) + C(0)"),
    "lambda": ("", "sum(iter(lambda: 1, 2))"),
    "sum": ("", "sum(iter(int, 1))"),
    "sum_of_range": ("", "sum(range(10 ** 15))"),
    "list": ("", "max(map(len, zip(iter(int, 1))))"),
    "extend": ("", "[].extend(filter(None, iter(int, 1)))"),
    "max": ("", "max(range(10 ** 15))"),
    "min": ("", "min(iter(int, 1))"),
    "any": ("", "any(iter(int, 1))"),
    "all": ("", "all(iter(lambda: 1, 2))"),
    "join": ("", "''.join(filter(None, iter(str, 1)))"),
    "bytes_join": ("", "b''.join(filter(None, iter(bytes, 1)))"),
    "set": ("", "set(iter(int, 1))"),
    "set_update": ("", "set().intersection_update(iter(int, 1))"),
    "dict": ("", "dict(iter(lambda: (1, 2), 1))"),
    "fromkeys": ("", "dict.fromkeys(iter(int, 1))"),
    "in": ("", "5 in iter(int, 1)"),
    "next": ("", "next(filter(None, iter(int, 1)))"),
    "unpack": ("", "a, *b = filter(None, iter(int, 1))"),
    "call": ("", "print(*filter(None, iter(int, 1)))"),
    "sorted": ("class C:\n    def __lt__(self, other): return False", "while True: sorted([C()] * 1000)"),
    "sort_numbers": ("numbers = [i * 7919 % 1000003 for i in range(300000)]", "while True: numbers.copy().sort()"),
    "power": ("", "3 ** 10 ** 10"),
    "modular_power": ("n = 3 ** 200000", "pow(5, n, n + 2)"),
    "small_modular_power": ("n = 1 << 10 ** 8", "while True: pow(5, n, 1000003)"),
    "multiply": ("n = 3 ** 3000000", "while True: n * n"),
    "divide": ("n = 3 ** 2000000; m = 7 ** 500000", "while True: n // m"),
    "to_text": ("sys.set_int_max_str_digits(0); n = 1 << 20000000", "while True: str(n)"),
    "from_text": ("sys.set_int_max_str_digits(0); n = '7' * 3000000", "while True: int(n)"),
    "factorial": ("import math", "math.factorial(10 ** 9)"),
    "comb": ("import math", "math.comb(10 ** 10, 10 ** 9)"),
    "perm": ("import math", "math.perm(10 ** 10, 10 ** 7)"),
    "gcd": ("import math; n = 3 ** 1000000; m = 7 ** 500000", "while True: math.gcd(n, m)"),
    "isqrt": ("import math; n = 3 ** 3000000", "while True: math.isqrt(n)"),
    "repeat": ("", "while True: [0] * 5000000; 'ab' * 5000000; (1, 2) * 2000000; b'xyz' * 5000000; bytearray(1) * 5000000"),
    "sleep": ("import time", "time.sleep(1000)"),
    "read": ("", "sys.stdin.read()"),
    "read_bytes": ("", "sys.stdin.buffer.read(5)"),
    "input": ("", "input()"),
    # Half of what is asked for is there: the read goes on for the rest.
    "read_on": ("import os\nr, w = os.pipe()\nos.write(w, b'12345')", "open(r, 'rb').read(10)"),
}

# Each ends by itself; how it does is the test. With a closed pipe, or a full device, as standard output.
COMPARED = [
    "print(1)",
    "print('x', flush=True)",
    "print('x' * 100000)",
    "import sys\nprint(1)\nsys.exit(3)",
    "print(1)\nraise KeyboardInterrupt",
    "print(1)\n1 / 0",
    "import sys\nsys.stdout.write('x' * 90000)",
    "import sys\ntry: print(1, flush=True)\nexcept BrokenPipeError as e: print(e.errno, file=sys.stderr)",
    "import sys\ntry: print(1, flush=True)\nexcept OSError:\n try: sys.stdout.close()\n except OSError: pass",
    "import sys\nsys.stdout.close()",
    "import sys\nsys.stdout = None",
    "import sys\nclass F:\n def flush(self): raise ValueError('x')\n def __repr__(self): return '<F>'\nsys.stdout = F()",
    "import sys\nclass F:\n closed = True\n def flush(self): raise ValueError('x')\nsys.stdout = F()",
    "f = open('/dev/full', 'w'); f.write('x')",
    "raise KeyboardInterrupt",
    "raise KeyboardInterrupt('with a text')",
    "class K(KeyboardInterrupt): pass\nraise K",
    "def f():\n  try: raise KeyboardInterrupt\n  finally: print('finally')\nf()",
    "try: raise KeyboardInterrupt\nexcept KeyboardInterrupt: pass",
    "import sys\nsys.exit(130)",
    "import sys\nsys.exit(-2)",
]


def start(command, **options):
    options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": ENVIRONMENT} | options
    process = subprocess.Popen(command, text=True, **options)
    watch = threading.Timer(PATIENCE, process.kill)       # whoever waits for it sees its end
    watch.daemon = True
    watch.start()
    return process


def finish(process, what):
    """Waits for its end; a problem, or None."""
    try:
        out, errors = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return f"{what}: not interrupted"
    expected = "interrupted %d 10\n" % pow(3, 30000, 1000007)
    if process.returncode == 0 and not errors and out.endswith(expected + "done\n"):
        return None
    return f"{what}: status {process.returncode}, {out[-200:]!r}, {errors[-300:]!r}"


def check_endless(command, name):
    setup, work = ENDLESS[name]
    reader, writer = os.pipe()                            # standard input never ends, and gives nothing
    process = start([*command, "-c", FRAME.replace("SETUP", setup).replace("WORK", work)], stdin=reader)
    os.close(reader)
    for delay in (0.2, 0.02, 0.5):
        while (line := process.stdout.readline()) and line != "go\n":
            if "end" in line:
                process.kill()
                return f"{name}: {line}"
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
    problem = finish(process, name)
    os.close(writer)
    return problem


def check_uncaught(command):
    """It prints the traceback, and ends by the signal."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "endless.py")
        with open(path, "w") as file:
            file.write("print('go', flush=True)\nwhile True: pass\n")
        for arguments in ([path], ["-m", "endless"], ["-c", "print('go', flush=True)\nwhile True: pass"]):
            process = start([*command, *arguments], cwd=folder)
            process.stdout.readline()
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=PATIENCE)
            if process.returncode != -signal.SIGINT or not errors.endswith("\nKeyboardInterrupt\n"):
                return f"uncaught, {arguments[0]}: status {process.returncode}, {errors!r}"
    return None


def check_ignored(command):
    """What nohup and & set stays."""
    program = "import time\nprint('go', flush=True)\nfor i in range(5): time.sleep(0.1)\nprint('survived')"
    process = start([*command, "-c", program], preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    process.stdout.readline()
    for _ in range(3):
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    out, errors = process.communicate(timeout=PATIENCE)
    return None if out == "survived\n" and not errors else f"ignored: status {process.returncode}, {out!r}, {errors!r}"


def check_idle_finalizer(command):
    """An interrupt while a waiting thread runs finalizers of what it has collected ends the wait, too."""
    program = ("import time\nbegan = []\nclass C:\n  def __init__(self): self.me = self\n  def __del__(self):\n    if began: return\n"
               "    began.append(1); print('go', flush=True)\n    while True: pass\n"
               "def leave(): list(map(lambda i: C(), range(100)))\nleave()\ntry: WAIT\nexcept KeyboardInterrupt: print('interrupted')")
    for wait in ("time.sleep(100)", "import threading; threading.Event().wait()", "import socket; socket.socketpair()[0].recv(1)"):
        process = start([*command, "-c", program.replace("WAIT", wait)])
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        try:
            out, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return f"idle finalizer, {wait}: not interrupted"
        if out != "interrupted\n":
            return f"idle finalizer, {wait}: status {process.returncode}, {out!r}"
    return None


def check_input_goes_on(command):
    """Nothing that is typed after an interrupt is lost."""
    program = ("try:\n  print('go', flush=True); input()\nexcept KeyboardInterrupt: print('interrupted', flush=True)\n"
               "print(input())")
    process = start([*command, "-c", program])
    process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    out = process.stdout.readline()
    out += process.communicate("text\n", timeout=PATIENCE)[0]
    return None if out == "interrupted\ntext\n" else f"input: {out!r}"


def check_prompt(command):
    """An interrupt at the prompt drops the statement only."""
    ours, its = pty.openpty()
    process = start([*command, "-q"], stdin=its, stdout=its, stderr=its)
    os.close(its)
    out = b""

    def read_until(text):
        nonlocal out
        while text not in out:
            out += os.read(ours, 1000)                     # fails when the process has ended
        out = out.split(text, 1)[1]

    read_until(b">>> ")
    os.write(ours, b"if 1:\n")
    read_until(b"... ")
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    read_until(b"KeyboardInterrupt\r\n>>> ")
    os.write(ours, b"6 * 7\n")
    read_until(b"42\r\n>>> ")
    os.write(ours, b"sum(iter(int, 1))\n")
    read_until(b"1))\r\n")
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    read_until(b"KeyboardInterrupt\r\n>>> ")
    os.write(ours, b"\x04")
    process.wait(PATIENCE)
    os.close(ours)
    return None if process.returncode == 0 else f"prompt: status {process.returncode}"


def outcome(command, program, sink):
    if sink == "closed pipe":
        reader, writer = os.pipe()
        os.close(reader)
    else:
        writer = os.open("/dev/full", os.O_WRONLY)
    process = start([*command, "-c", program], stdout=writer)
    os.close(writer)
    _, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, errors


def check_compared(command, program):
    for sink in ("closed pipe", "full device"):
        expected, got = outcome([PYTHON], program, sink), outcome(command, program, sink)
        if got != expected:
            return f"{program!r} with a {sink}: {got}, expected {expected}"
    return None


def main():
    arguments = sys.argv[1:]
    only = None
    if "--only" in arguments:
        at = arguments.index("--only")
        only = arguments[at + 1]
        del arguments[at:at + 2]
    command = [os.path.abspath(arguments[0]), *arguments[1:]]
    checks = {name: lambda name=name: check_endless(command, name) for name in ENDLESS}
    for check in (check_uncaught, check_ignored, check_idle_finalizer, check_input_goes_on, check_prompt):
        checks[check.__name__] = lambda check=check: check(command)
    for number, program in enumerate(COMPARED):
        checks[f"compared_{number}"] = lambda program=program: check_compared(command, program)
    chosen = [check for name, check in checks.items() if not only or only in name]
    failed = 0
    with ThreadPoolExecutor(2) as pool:
        for problem in pool.map(lambda check: check(), chosen):
            if problem:
                failed += 1
                print(problem, flush=True)
    print(f"{len(chosen) - failed} of {len(chosen)} checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
