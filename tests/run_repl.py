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
UP, TAB, CTRL_A, CTRL_C, CTRL_D, CTRL_R, BACK = b"\x1b[A", b"\t", b"\x01", b"\x03", b"\x04", b"\x12", b"\x7f"


class Dialogue:
    def __init__(self, home, *arguments, prompt=b">>> ", **variables):
        environment = {"HOME": home, "TERM": "xterm", "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **variables}
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execve(BINARY, [BINARY, "-q", *arguments], environment)
        self.seen = b""
        self.wait_for(prompt)

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


def check_search(home):
    """Ctrl-R finds a line of the history, Enter runs it."""
    d = Dialogue(home)
    d.type(b"'needle'\n", "\r\n'needle'")
    d.type(b"'hay'\n", "\r\n'hay'")
    d.type(CTRL_R + b"nee" + b"\r", "\r\n'needle'")
    d.end()


def check_characters(home):
    """Without a locale, too, a character is one key."""
    for locale in ({}, {"LC_ALL": ""}, {"LC_ALL": "", "LANG": "nowhere.UTF-8"}):
        d = Dialogue(home, **locale)
        d.type("'aé→".encode() + BACK + BACK + b"b'\n", "\r\n'ab'")
        d.end()


HOOKS = """
import os, readline, signal, threading

seen = []
def complete(text, state):
    for i in range(3000):  # hot
        text = text + ''
    if state == 0:
        try:
            input('inside? ')
        except RuntimeError as error:
            seen.append(str(error))
        1 / (text != 'raise')
    return ['wood', 'wool'][state] if state < 2 and text == 'woo' else None

readline.set_completer(complete)
readline.parse_and_bind('tab: complete')
readline.set_startup_hook(lambda: readline.insert_text('begun '))
print('got', input('1> '))
readline.set_startup_hook()
came = threading.Event()
signal.signal(signal.SIGUSR1, lambda number, frame: came.set())
def send():
    for i in range(40):  # as soon as the one before was seen: also when the wait for a key has not begun again
        os.kill(os.getpid(), signal.SIGUSR1)
        came.wait()
        came.clear()
    print('all signals were seen', flush=True)
threading.Thread(target=send).start()
print('got', input('2> '))
def on_other(number, frame):
    signal.signal(signal.SIGUSR2, signal.SIG_IGN)
    raise KeyError('from a handler')
signal.signal(signal.SIGUSR2, on_other)
try:
    input('3> ')
except KeyError as error:
    print('raised', error)
print('got', input('4> '), seen)
"""


def check_hooks(home):
    """Python code that is called, signals that come and threads that run while a line is typed."""
    script = os.path.join(home, "hooks.py")
    with open(script, "w") as file:
        file.write(HOOKS)
    d = Dialogue(home, script, prompt=b"1> ")
    d.type(b"woo" + TAB + TAB, "wool", b"")
    d.type(b" raise" + TAB + b"\n", "got begun woo raise", b"2> ")
    d.type(b"half", "all signals were seen", b"")
    d.type(b" whole\n", "got half whole", b"3> ")
    d.type(b"lost", "lost", b"")
    os.kill(d.process, signal.SIGUSR2)
    d.type(b"", "raised 'from a handler'", b"4> ")
    d.type(b"end\n", "got end [\"can't re-enter readline\"", b"")
    d.end()


def check_signals_between_keys(home):
    """A signal is seen, too, that comes when a key has just been read."""
    script = os.path.join(home, "count.py")
    with open(script, "w") as file:
        file.write("import readline, signal\ncount = 0\ndef on_signal(*_):\n    global count\n    count += 1\n"
                   "    print(f'<{count}>', end='', flush=True)\nsignal.signal(signal.SIGUSR1, on_signal)\ninput('1> ')\nprint('>>> ')\n")
    d = Dialogue(home, script, prompt=b"1> ")
    for number in range(1, 101):
        os.write(d.terminal, b"x")
        end = time.perf_counter() + number * 2e-6
        while time.perf_counter() < end:
            pass
        os.kill(d.process, signal.SIGUSR1)
        d.wait_for(f"<{number}>".encode())
    d.type(b"\n", ">>> ", b"")
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
    for check in (check_statements, check_keys, check_history, check_search, check_characters, check_hooks, check_signals_between_keys, check_startup, check_pipe):
        with tempfile.TemporaryDirectory() as home:
            check(home)
            print("ok", check.__name__)


signal.alarm(10 * PATIENCE)
main()
