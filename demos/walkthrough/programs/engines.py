"""For the walkthroughs' programs: where the Pythons are, and how one is run."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KERNEL = ROOT / "demos" / "mandelbrot"

os.environ["PATH"] = f"{ROOT / 'build' / 'bin'}:{os.environ['PATH']}"


def find(command):
    """The command's words, or None if its program is not there."""
    words = shlex.split(command)
    program = "/usr/bin/python3" if words[0] == "python3" else shutil.which(words[0])
    return [program, *words[1:]] if program else None


def run(command, *arguments, timeout=60, source=None):
    """What the program printed; an error ends this program with what went wrong."""
    words = find(command)
    result = subprocess.run([*words, *arguments], capture_output=True, text=True, timeout=timeout, input=source)
    if result.returncode != 0:
        sys.exit(f"{command}: exit code {result.returncode}\n{result.stderr[-800:]}")
    return result.stdout


def present(commands):
    """Those of the commands that can be run; says which cannot."""
    for command in commands:
        if find(command) is None:
            print(f"{command}: not installed here")
        elif subprocess.run([*find(command), "-c", "pass"], capture_output=True).returncode != 0:
            print(f"{command}: does not start here")
        else:
            yield command


def bar(value, longest, width=40):
    return "█" * max(1, round(width * value / longest))
