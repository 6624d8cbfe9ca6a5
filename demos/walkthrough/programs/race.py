"""race.py PYTHON...: the same picture on each, first and warm, and whether the bytes are equal."""

import json
import sys

from engines import KERNEL, present, run

PICTURE = f"""
import hashlib, json, sys, time
sys.path.insert(0, {str(KERNEL)!r})
sys.dont_write_bytecode = True
from py_mandel import mandelbrot
times = []
for _ in range(4):
    start = time.process_time()
    image = mandelbrot(320, 240, -0.65, 0.0, 3.2, 255)
    times.append(time.process_time() - start)
print(json.dumps([times[0], min(times[1:]), hashlib.sha256(image).hexdigest()]))
"""

results = {command: json.loads(run(command, "-c", PICTURE)) for command in present(sys.argv[1:])}
slowest = max(first for first, _, _ in results.values())
base = next(iter(results.values()))
print(f"\n{'320 x 240 pixels, 255 iterations':36} {'first':>10} {'warm':>10}")
for command, (first, warm, _) in results.items():
    print(f"{command:36} {first * 1000:7.1f} ms {warm * 1000:7.1f} ms   {base[0] / first:5.1f}x {base[1] / warm:5.1f}x")
digests = {digest for _, _, digest in results.values()}
print("\nall pictures are equal, byte for byte" if len(digests) == 1 else "\nTHE PICTURES DIFFER")
print("(processor time; 'first' is the first picture of a fresh process)")
