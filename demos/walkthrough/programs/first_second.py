"""The first second of a fresh process, small picture by small picture."""

import json

from engines import KERNEL, bar, present, run

PICTURES = f"""
import json, sys, time
sys.path.insert(0, {str(KERNEL)!r})
sys.dont_write_bytecode = True
from py_mandel import mandelbrot
times = []
begin = time.process_time()
while time.process_time() - begin < 0.6 and len(times) < 12:
    start = time.process_time()
    mandelbrot(64, 48, -0.65, 0.0, 3.2, 255)
    times.append(time.process_time() - start)
print(json.dumps(times))
"""

curves = {engine: json.loads(run(engine, "-c", PICTURES)) for engine in present(["python3", "pypy3", "sidewinder"])}
longest = max(max(times) for times in curves.values())
for engine, times in curves.items():
    print(f"\n{engine}: 64 x 48 pixels, again and again")
    for number, seconds in enumerate(times, 1):
        print(f"  {number:2} {seconds * 1000:8.2f} ms {bar(seconds, longest)}")
