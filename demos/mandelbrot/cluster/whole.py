"""whole.py WIDTH HEIGHT CX CY SCALE ITERATIONS TIMES: the picture by this process alone, without tiles, so many times: what
the last of them took in milliseconds on a line, then the pixels."""

import sys
import time

import py_mandel


def timed(*picture):
    began = time.perf_counter()
    image = py_mandel.mandelbrot(*picture)
    return (time.perf_counter() - began) * 1000, image


width, height, iterations, times = (int(sys.argv[at]) for at in (1, 2, 6, 7))
for _ in range(times):
    took, image = timed(width, height, *map(float, sys.argv[3:6]), iterations)
sys.stdout.buffer.write(b"%.3f\n" % took + image)
