"""One engine of scripts/bench --graph: `PYTHON closing_process.py RENDERER`. For each line "width height" it draws the picture of the showcase and
prints the seconds that took and a checksum of it."""

import importlib.util
import sys
import zlib
from time import perf_counter

PLACE = (-0.5, 0.0, 3.0, 255)  # the showcase's first picture: centre, scale, iterations


def main(path):
    spec = importlib.util.spec_from_file_location("py_mandel", path)
    renderer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(renderer)
    for line in sys.stdin:
        width, height = map(int, line.split())
        start = perf_counter()
        image = renderer.mandelbrot(width, height, *PLACE)
        seconds = perf_counter() - start
        print("%.9f %d" % (seconds, zlib.crc32(image)), flush=True)


main(sys.argv[1])
