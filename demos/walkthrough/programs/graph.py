"""Time against image size, drawn in the terminal as it is measured."""

import json
import math

from engines import KERNEL, present, run

SIZES = [(40, 30), (80, 60), (160, 120), (320, 240), (640, 480)]
PICTURES = f"""
import json, sys, time
sys.path.insert(0, {str(KERNEL)!r})
sys.dont_write_bytecode = True
from py_mandel import mandelbrot
mandelbrot(80, 60, -0.65, 0.0, 3.2, 255)
times = []
for _ in range(3):
    start = time.process_time()
    mandelbrot({{w}}, {{h}}, -0.65, 0.0, 3.2, 255)
    times.append(time.process_time() - start)
print(json.dumps(sorted(times)[1] * 1000))
"""

engines = list(present(["python3", "pypy3", "sidewinder"]))
for w, h in SIZES:
    print(f"\n{w} x {h}")
    for engine in engines:
        ms = json.loads(run(engine, "-c", PICTURES.format(w=w, h=h)))
        length = max(1, round(10 * (math.log10(ms) + 1.5)))
        print(f"  {engine:12} {'█' * length} {ms:.2f} ms", flush=True)
print("\n(each further 10 blocks: ten times as long; median of three, processor time)")
