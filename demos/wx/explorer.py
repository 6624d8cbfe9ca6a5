"""The Mandelbrot set as a desktop program: python3 demos/wx/explorer.py, or with any Python that can import wx. scripts/demo-wx starts it."""

import argparse
import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import wx  # noqa: E402

import engines  # noqa: E402
from palettes import PALETTES  # noqa: E402
from view import FEWEST, LARGEST, MOST, SMALLEST, View  # noqa: E402
from window import Window, saved  # noqa: E402


def size_of(text):
    width, height = map(int, text.split("x"))
    if not (160 <= width <= 4096 and 120 <= height <= 4096):
        raise ValueError
    return width, height


def place_of(text):
    cx, cy, scale = map(float, text.split(","))
    if not (abs(cx) <= 4 and abs(cy) <= 4 and SMALLEST <= scale <= LARGEST):
        raise ValueError
    return cx, cy, scale


def parse():
    parser = argparse.ArgumentParser(prog="scripts/demo-wx", description=__doc__)
    parser.add_argument("--size", type=size_of, default=(800, 600), metavar="WxH", help="of the picture, at first (160x120 to 4096x4096)")
    parser.add_argument("--place", type=place_of, default=(View.cx, View.cy, View.scale), metavar="CX,CY,SCALE")
    parser.add_argument("--iterations", type=int, default=View.iterations, metavar="N", help=f"{FEWEST} to {MOST}")
    parser.add_argument("--palette", choices=[palette.name for palette in PALETTES], default=PALETTES[0].name)
    parser.add_argument("--rival", default=engines.default_rival(), metavar="COMMAND", help="who draws beside it in a race (%(default)s)")
    parser.add_argument("--race", action="store_true", help="begin with a race")
    parser.add_argument("--save", metavar="FILE", help="save the first picture (.png or .bmp) and end")
    parser.add_argument("--log", action="store_true", help="print a line for each picture that is done")
    options = parser.parse_args()
    if not FEWEST <= options.iterations <= MOST:
        parser.error(f"--iterations must be from {FEWEST} to {MOST}")
    return options


class Saver:
    """Saves the first picture and ends the program."""

    def __init__(self, path):
        self.path, self.is_saved = path, False

    def __call__(self, window):
        self.is_saved = saved(window.sides[0].canvas.image(), self.path)
        window.on_picture = None
        wx.CallAfter(window.Close)


def main():
    options = parse()
    app = wx.App()
    palette = next(palette for palette in PALETTES if palette.name == options.palette)
    view = View(*options.place, options.iterations)
    window = Window(engines.Here(), engines.Elsewhere(options.rival), view, palette, options.size, sys.stdout if options.log else None)
    saver = Saver(options.save) if options.save else None
    window.on_picture = saver
    window.Show()
    if options.race:
        wx.CallAfter(window.race, True)
    app.MainLoop()
    if saver and not saver.is_saved:
        print(f"{options.save} cannot be written", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        sys.exit("There is no display. To see it without one: xvfb-run -a -s '-noreset -screen 0 1280x800x24' scripts/demo-wx --save picture.png")
    sys.exit(main())
