"""The showcase's renderer with complex numbers; size is the picture's height."""

import sys

sys.path.insert(0, sys.path[0] + "/../../../demos/mandelbrot")

from py_mandel import mandelbrot_complex
from timing import report


def run(height):
    return mandelbrot_complex(height * 4 // 3, height, -0.65, 0.0, 3.2, 255)


if __name__ == "__main__":
    report(run, 240)
