"""A whole picture as a BMP file, by the showcase's kernel. Any Python runs this file, on either side of the gateway."""

import importlib.util
import struct
from pathlib import Path

KERNEL = Path(__file__).resolve().parents[2] / "mandelbrot" / "py_mandel.py"
CENTRE_X, CENTRE_Y, SCALE, ITERATIONS = -0.65, 0.0, 3.2, 255  # the showcase's default view

# Where in the palette (0 to 1) which colour stands, red, green, blue: the showcase's (demos/mandelbrot/picture_file.cpp).
STOPS = [(0.00, (4, 10, 44)), (0.16, (32, 107, 203)), (0.42, (237, 250, 255)), (0.64, (255, 170, 0)), (0.86, (86, 12, 40)),
         (1.00, (4, 10, 44))]


def load_kernel():
    # By its path: its name is this file's too.
    spec = importlib.util.spec_from_file_location("kernel_of_the_showcase", KERNEL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


kernel = load_kernel()


def colour_at(position):
    for (low, first), (high, second) in zip(STOPS, STOPS[1:]):
        if position <= high:
            part = (position - low) / (high - low)
            return [round(a + (b - a) * part) for a, b in zip(first, second)]


def make_palette():
    """256 entries as they stand in the file: blue, green, red, nothing."""
    shades = [colour_at(((shade - 1) / 255) ** 0.45) for shade in range(1, 256)]
    return bytes(4) + b"".join(bytes([blue, green, red, 0]) for red, green, blue in shades)


PALETTE = make_palette()


def mandelbrot(w, h):
    """The bytes of a BMP with one byte a pixel; rows stand from the bottom up, filled to whole words."""
    shades = kernel.mandelbrot(w, h, CENTRE_X, CENTRE_Y, SCALE, ITERATIONS)
    filler = bytes(-w % 4)
    rows = b"".join(bytes(shades[row * w:row * w + w]) + filler for row in reversed(range(h)))
    start = 14 + 40 + len(PALETTE)
    file_header = struct.pack("<2sIHHI", b"BM", start + len(rows), 0, 0, start)
    picture_header = struct.pack("<IiiHHIIiiII", 40, w, h, 1, 8, 0, len(rows), 2835, 2835, 256, 0)
    return file_header + picture_header + PALETTE + rows
