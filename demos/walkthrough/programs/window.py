"""window.py COMMAND...: each Python opens the explorer's window (demos/wx), draws, has wx save the picture, and closes it. On the display, or, without
one, on a display that nobody sees. The pictures must be equal."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from engines import ROOT, find

sys.path.append(str(ROOT / "demos" / "wx"))
from unseen_display import UnseenDisplay  # noqa: E402

SECONDS = 60


def picture_of(command, environment, file):
    """What wx has saved. Prints what the window says of it."""
    words = [*find(command), str(ROOT / "demos/wx/explorer.py"), "--size", "640x480", "--log", "--save", str(file)]
    result = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS, env=environment)
    lines = [line for line in result.stdout.splitlines() if line.startswith("drawn ")]
    if result.returncode != 0 or not lines:
        sys.exit(f"{command}: exit code {result.returncode}\n{(result.stdout + result.stderr)[-800:]}")
    print(lines[-1])
    return file.read_bytes()


def main(commands):
    display, environment = None, dict(os.environ)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        if not UnseenDisplay.can_be():
            sys.exit("there is no display, and no Xvfb: scripts/setup --desktop installs it")
        display = UnseenDisplay()
        environment["DISPLAY"] = display.name
    print("on the display" if display is None else "on a display that nobody sees")
    try:
        with tempfile.TemporaryDirectory() as folder:
            pictures = {picture_of(command, environment, Path(folder, f"{number}.png")) for number, command in enumerate(commands)}
    finally:
        if display is not None:
            display.end()
    print(f"{len(commands)} windows, " + ("equal pictures" if len(pictures) == 1 else "THE PICTURES DIFFER"))


main(sys.argv[1:])
