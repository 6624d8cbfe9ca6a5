"""The most memory that each Python needed."""

from engines import KERNEL, present, run

ENDING = "; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
TASKS = {
    "nothing": "pass",
    "picture, 640 x 480": f"import sys; sys.path.insert(0, {str(KERNEL)!r}); sys.dont_write_bytecode = True; "
                          "import py_mandel; py_mandel.mandelbrot(640, 480, -0.65, 0.0, 3.2, 255)",
    "a million objects": "x = [(i, float(i)) for i in range(1000000)]",
}

engines = list(present(["python3", "pypy3", "sidewinder"]))
print(f"{'':22}" + "".join(f"{engine:>16}" for engine in engines))
for name, task in TASKS.items():
    print(f"{name:22}" + "".join(f"{float(run(engine, '-c', task + ENDING)):12.1f} MiB" for engine in engines))
