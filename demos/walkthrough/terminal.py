"""The stage: a terminal with or without colours and keys, given back as it was found."""

import os
import select
import shutil
import sys
import termios
import textwrap
import tty

COLOURS = {"title": "1;38;5;214", "command": "1;38;5;117", "soft": "38;5;245", "look": "38;5;151", "warning": "1;38;5;209"}
KEYS = {"\r": "next", "\n": "next", " ": "next", "\x1b[C": "next", "n": "next", "\x1b[6~": "next", "b": "back", "\x1b[D": "back",
        "\x1b[5~": "back", "r": "recorded", "a": "again", "q": "quit", "\x04": "quit", "l": "list"}


class Terminal:
    def __init__(self, is_auto):
        self.has_colours = sys.stdout.isatty() and os.environ.get("NO_COLOR") is None and os.environ.get("TERM") != "dumb"
        self.has_keys = not is_auto and sys.stdin.isatty()
        self.settings = termios.tcgetattr(sys.stdin) if self.has_keys else None

    @property
    def width(self):
        return max(80, min(shutil.get_terminal_size((100, 24)).columns, 120))

    def paint(self, text, colour):
        return f"\x1b[{COLOURS[colour]}m{text}\x1b[0m" if self.has_colours else text

    def say(self, text="", colour=None, indent=""):
        lines = textwrap.wrap(text, self.width - 2, initial_indent=indent, subsequent_indent=indent) or [""]
        for line in lines:
            print(self.paint(line, colour) if colour else line)
        sys.stdout.flush()

    def write(self, text):
        sys.stdout.write(text)
        sys.stdout.flush()

    def rule(self, text):
        self.say()
        print(self.paint(f"── {text} ".ljust(self.width - 1, "─"), "title"), flush=True)

    def key(self):
        """What the next key asks for. At the end of the input: quit."""
        tty.setcbreak(sys.stdin, termios.TCSADRAIN)  # what was pressed already counts
        try:
            while True:
                pressed = os.read(sys.stdin.fileno(), 16).decode(errors="replace")
                while select.select([sys.stdin], [], [], 0)[0] and len(pressed) < 16:
                    pressed += os.read(sys.stdin.fileno(), 16).decode(errors="replace")
                if pressed == "":
                    return "quit"
                if pressed in KEYS:
                    return KEYS[pressed]
        finally:
            self.restore()

    def restore(self):
        if self.settings:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self.settings)
        if self.has_colours:
            self.write("\x1b[0m")
