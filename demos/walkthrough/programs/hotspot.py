"""hotspot.py APPLICATION: profiles its main() on CPython, names the function worth moving, runs it in Sidewinder with the same
arguments, and compares the results and the times."""

import cProfile
import importlib
import pstats
import sys
import time
from pathlib import Path

import pool
from engines import ROOT


def hot_function(module):
    """The module's own function in which most time is spent."""
    profile = cProfile.Profile()
    profile.runcall(module.main)
    own = {key[2]: entry[2] for key, entry in pstats.Stats(profile).stats.items() if key[0] == module.__file__}
    total = sum(own.values())
    name = max(own, key=own.get)
    return name, own[name] / total


def recorded_call(module, name):
    """Runs main() once more; the function's arguments, its result, and how long it took."""
    function, calls = getattr(module, name), []

    def watch(*arguments):
        start = time.perf_counter()
        result = function(*arguments)
        calls.append((arguments, result, time.perf_counter() - start))
        return result

    setattr(module, name, watch)
    module.main()
    return max(calls, key=lambda call: call[2])


path = Path(sys.argv[1]).resolve()
sys.path.insert(0, str(path.parent))
sys.dont_write_bytecode = True
application = importlib.import_module(path.stem)
name, part = hot_function(application)
print(f"hot spot: {name}(), {part * 100:.0f} % of the time")
arguments, here, before = recorded_call(application, name)
pool.HELPER = pool.HELPER.replace("source, sink", f"sys.path.insert(0, {str(path.parent)!r})\nsource, sink", 1)
jit = pool.Elsewhere(f"{ROOT}/build/bin/sidewinder")
jit.call(path.stem, name, *arguments)
start = time.perf_counter()
there = jit.call(path.stem, name, *arguments)
after = time.perf_counter() - start
jit.close()
print(f"on CPython {before * 1000:.1f} ms, in Sidewinder {after * 1000:.1f} ms, there and back included: {before / after:.1f}x")
print("the results are equal" if here == there else "THE RESULTS DIFFER")
