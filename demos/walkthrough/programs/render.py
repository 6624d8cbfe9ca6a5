"""The application's view, all on CPython."""

import sys
import time

from engines import KERNEL

sys.path.insert(0, str(KERNEL))
sys.dont_write_bytecode = True


def render(w, h):
    from py_mandel import mandelbrot
    return bytes(mandelbrot(w, h, -0.65, 0.0, 3.2, 255))


if __name__ == "__main__":
    start = time.perf_counter()
    image = render(320, 240)
    print(f"render: {(time.perf_counter() - start) * 1000:.0f} ms for {len(image)} pixels, on {sys.implementation.name}")
