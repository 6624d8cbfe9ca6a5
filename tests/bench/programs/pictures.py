"""Writes both renderers' pictures to standard output, byte for byte; HEIGHT is the argument."""

import sys

sys.path.insert(0, sys.path[0] + "/../../../demos/mandelbrot")

from py_mandel import mandelbrot, mandelbrot_complex

height = int(sys.argv[1])
width = height * 4 // 3
for render in (mandelbrot, mandelbrot_complex):
    sys.stdout.buffer.write(render(width, height, -0.65, 0.0, 3.2, 255))
    sys.stdout.buffer.write(render(width, height, -0.7436, 0.1318, 0.01, 400))
sys.stdout.buffer.flush()
