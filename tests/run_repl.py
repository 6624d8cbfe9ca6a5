#!/usr/bin/env python3
"""Talks with the interactive interpreter over a pseudo terminal, as a person does: editing, history, completion,
blocks, Ctrl-C and Ctrl-D, PYTHONSTARTUP, -i; and over a pipe.

usage: tests/run_repl.py BINARY
"""

import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time

BINARY = os.path.abspath(sys.argv[1])
PATIENCE = 30  # seconds for one answer
UP, TAB, CTRL_A, CTRL_C, CTRL_D = b"\x1b[A", b"\t", b"\x01", b"\x03", b"\x04"


class Dialogue:
    def __init__(self, home, *arguments, **variables):
        environment = {"HOME": home, "TERM": "xterm", "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **variables}
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execve(BINARY, [BINARY, "-q", *arguments], environment)
        self.seen = b""
        self.wait_for(b">>> ")

    def wait_for(self, text):
        """Reads on until the text has come; returns what came up to its end."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            ready = select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0]
            data = b""
            if ready:
                try:
                    data = os.read(self.terminal, 4096)
                except OSError:
                    pass
            if not data:
                raise AssertionError(f"{text!r} did not come, but {self.seen!r}")
            self.seen += data
        at = self.seen.index(text) + len(text)
        came, self.seen = self.seen[:at], self.seen[at:]
        return came.decode()

    def type(self, keys, answer, prompt=b">>> "):
        os.write(self.terminal, keys)
        came = self.wait_for(answer.encode())
        if prompt:
            self.wait_for(prompt)
        return came

    def end(self):
        os.write(self.terminal, CTRL_D)
        status = os.waitpid(self.process, 0)[1]
        os.close(self.terminal)
        assert status == 0, status


def check_statements(home):
    d = Dialogue(home)
    d.type(b"6 * 7\n", "42")
    d.type(b"'caf\xc3\xa9'\n", "'café'\r\n'café'")
    d.type(b"for i in range(2):\n", "... ", b"")
    d.type(b"    print('line', i)\n", "... ", b"")
    d.type(b"\n", "line 0\r\nline 1")
    d.type(b"1/0\n", "ZeroDivisionError")
    d.type(b"x = '''a\n", "...", b"")
    d.type(b"b'''\n", ">>> ", b"")
    d.type(b"x\n", r"'a\nb'")
    d.type(b"import sys; sys.ps1 = 'next> '\n", "next> ", b"")
    d.type(b"sys.ps1 = '>>> '\n", ">>> ", b"")
    d.type(b"_\n", r"'a\nb'")
    d.end()


def check_keys(home):
    d = Dialogue(home)
    d.type(b"import string\n", ">>> ", b"")
    d.type(b"string.hexd" + TAB + b"\n", "'0123456789abcdefABCDEF'")
    d.type(b"4" + CTRL_A + b"30 + \n", "\r\n34\r\n")
    d.type(b"half typed" + CTRL_C, "KeyboardInterrupt")
    d.type(b"if 1:\n", "... ", b"")
    d.type(CTRL_C, "KeyboardInterrupt")
    d.type(b"while True: pass\n", "... ", b"")
    os.write(d.terminal, b"\n")
    time.sleep(0.3)
    d.type(CTRL_C, "KeyboardInterrupt")
    d.type(b"'kept'\n", "'kept'\r\n'kept'")
    d.type(UP + b"\n", "'kept'\r\n'kept'")
    d.type(b"input('name? ')\n", "name? ", b"")
    d.type(b"Ada\n", "'Ada'")
    d.end()


def check_history(home):
    Dialogue(home).end()
    d = Dialogue(home)
    d.type(b"'the first session'\n", "'the first session'\r\n")
    d.end()
    lines = open(os.path.join(home, ".python_history")).read().splitlines()
    assert lines[-1] == "'the first session'", lines
    d = Dialogue(home)
    d.type(UP + b"\n", "'the first session'\r\n'the first session'")
    d.type(b"import readline; readline.get_history_item(readline.get_current_history_length())\n",
           "\r\n'import readline; readline.get_history_item(")
    d.end()


def check_startup(home):
    startup = os.path.join(home, "startup.py")
    with open(startup, "w") as file:
        file.write("print('started'); value = 5\n")
    d = Dialogue(home, PYTHONSTARTUP=startup)
    d.type(b"value\n", "5")
    d.end()
    d = Dialogue(home, "-i", "-c", "found = 'inspected'")
    d.type(b"found\n", "'inspected'")
    d.end()


def check_pipe(_):
    def run(text, *arguments):
        return subprocess.run([BINARY, "-q", *arguments], input=text, capture_output=True, text=True, timeout=PATIENCE)

    done = run("1 + 1\nif 1:\n  print('in')\n\nx = (1,\n2)\nx\n", "-i")
    assert (done.stdout, done.returncode) == ("2\nin\n(1, 2)\n", 0), done
    assert done.stderr.count(">>> ") == 5 and done.stderr.count("... ") == 3, done
    done = run("import os\nos.close(0)\n", "-i")  # the input is lost: no endless loop
    assert done.returncode == 0, done
    done = run("raise SystemExit(7)\n", "-i")
    assert done.returncode == 7, done


def main():
    for check in (check_statements, check_keys, check_history, check_startup, check_pipe):
        with tempfile.TemporaryDirectory() as home:
            check(home)
            print("ok", check.__name__)


signal.alarm(10 * PATIENCE)
main()
