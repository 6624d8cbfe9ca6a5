"""compare.py PROGRAM...: programs of tests/bench/suite on each Python that is here: first call and steady state."""

import json
import sys

from engines import ROOT, present, run

MEASURE = """
import json, sys, time
sys.path.insert(0, {folder!r})
sys.dont_write_bytecode = True
module = __import__({name!r})
times = []
end = time.perf_counter() + 1.2
while len(times) < 3 or (time.perf_counter() < end and len(times) < 200):
    start = time.process_time()
    module.run()
    times.append(time.process_time() - start)
print(json.dumps([times[0], min(times[1:])]))
"""

suite = str(ROOT / "tests" / "bench" / "suite")
engines = list(present(["python3", "pypy3", "sidewinder"]))
print(f"{'in ms':21}" + "".join(f"{engine:>16}" for engine in engines))
print(f"{'':21}" + f"{'first':>9}{'warm':>7}" * len(engines) + f"{'gain':>8}")
for name in sys.argv[1:]:
    row = {engine: json.loads(run(engine, "-c", MEASURE.format(folder=suite, name=name))) for engine in engines}
    cells = "".join(f"{first * 1000:9.1f}{steady * 1000:7.1f}" for first, steady in row.values())
    gain = row["python3"][1] / row["sidewinder"][1]
    print(f"{name:21}{cells}{gain:7.2f}x" + ("" if gain >= 1 else " slower"), flush=True)
print("(processor time; gain: Sidewinder against CPython, both warm)")
