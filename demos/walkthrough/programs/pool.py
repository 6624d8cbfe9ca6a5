"""The hot spot in Sidewinder with nothing but the standard library."""

import pickle
import subprocess
import sys
import time

from engines import KERNEL, ROOT
from render import render

HELPER = f"""
import importlib, pickle, sys
sys.path.insert(0, {str(KERNEL)!r})
sys.dont_write_bytecode = True
source, sink = sys.stdin.buffer, sys.stdout.buffer
while True:
    try:
        module, name, arguments = pickle.load(source)
    except EOFError:
        break
    pickle.dump(getattr(importlib.import_module(module), name)(*arguments), sink)
    sink.flush()
"""


class Elsewhere:
    """Functions of modules, called in another Python."""

    def __init__(self, python):
        self.process = subprocess.Popen([python, "-c", HELPER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def call(self, module, name, *arguments):
        pickle.dump((module, name, arguments), self.process.stdin)
        self.process.stdin.flush()
        return pickle.load(self.process.stdout)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


if __name__ == "__main__":
    jit = Elsewhere(f"{ROOT}/build/bin/sidewinder")
    for attempt in ("first", "second", "third"):
        start = time.perf_counter()
        image = jit.call("py_mandel", "mandelbrot", 320, 240, -0.65, 0.0, 3.2, 255)
        print(f"pool: {(time.perf_counter() - start) * 1000:.0f} ms the {attempt} time, from {sys.implementation.name}")
    jit.close()
    print("the same picture" if bytes(image) == render(320, 240) else "ANOTHER PICTURE")
