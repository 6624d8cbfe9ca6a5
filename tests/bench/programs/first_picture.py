"""The first picture in a fresh process: importing (and so compiling) the renderer, then rendering. The process' own
start is not part of the time."""

import sys
import time

sys.path.insert(0, sys.path[0] + "/../../../demos/mandelbrot")

start = time.perf_counter()
from py_mandel import mandelbrot

image = mandelbrot(320, 240, -0.65, 0.0, 3.2, 255)
print("seconds %.9f" % (time.perf_counter() - start))

from timing import checksum

print("checksum %d" % checksum(image))
