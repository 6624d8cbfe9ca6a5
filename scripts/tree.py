"""The files that the checks look at: those git knows or would add, so that build folders and caches stay out."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE_FOLDERS = ("interpreter", "jit", "demos", "tests")


def files(*suffixes):
    """Paths relative to ROOT, sorted, with one of the suffixes."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()
    return sorted({Path(name) for name in listed if name.endswith(suffixes) and (ROOT / name).is_file()})


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def report(title, problems):
    """Prints the problems and returns the exit code."""
    for problem in problems:
        print(problem)
    print(f"{title}: {len(problems)} problem{'s' if len(problems) != 1 else ''}" if problems else f"{title}: ok")
    return 1 if problems else 0
