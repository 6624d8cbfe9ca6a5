"""One function a measure of scripts/bench. Each returns rows (measure, goal, result, met), met None for a reading
without a goal of its own."""

import hashlib
import statistics
import tempfile
from pathlib import Path

from engines import (
    C_TWIN, CPYTHON, DEBUG_SIDEWINDER, PROGRAMS, PYTHONS, SIDEWINDER, EngineFailed, build_c_twin, instructions,
    interleaved, run, steady_seconds, timings,
)
from jit_log import read_log

# Programs of the comparison without JIT, with the size that callgrind (50 times slower) runs them at.
INTERPRETER_PROGRAMS = {
    "mandelbrot_float": 60, "nested_int_loops": 100, "attribute_method_loop": 2000, "dict_counting": 20000,
}
PICTURE_SETTINGS = {
    "Sidewinder": [],
    "-X jit=off": ["-X", "jit=off"],
    "-X jit-threshold=2": ["-X", "jit-threshold=2"],
    "-X jit-force-exits=1": ["-X", "jit-threshold=2", "-X", "jit-force-exits=1"],
    "-X jit-force-exits=2": ["-X", "jit-threshold=2", "-X", "jit-force-exits=2"],
    "-X jit-force-exits=7": ["-X", "jit-threshold=2", "-X", "jit-force-exits=7"],
}


def milliseconds(seconds):
    return f"{seconds * 1000:.1f} ms"


def ratio_text(value):
    return f"{value:.2f}x"


def equal_pictures(rounds):
    program = PROGRAMS / "pictures.py"

    def digest(command, height):
        try:
            return hashlib.sha256(run([*command, program, height]).stdout).hexdigest()
        except EngineFailed as problem:
            return str(problem)

    wrong = []
    expected = digest([CPYTHON, "-B"], 120)
    for name, options in PICTURE_SETTINGS.items():
        if digest([SIDEWINDER, *options], 120) != expected:
            wrong.append(name)
    # The debug build runs one picture of a smaller size: sanitizers and Checking make it a hundred times slower.
    if digest([DEBUG_SIDEWINDER, "-X", "machine=checking"], 30) != digest([CPYTHON, "-B"], 30):
        wrong.append("Checking (debug build)")
    result = "equal" if not wrong else "differ: " + ", ".join(wrong)
    return [("pictures from CPython, Sidewinder and its settings", "equal bytes", result, not wrong)]


def against_c(rounds):
    build_c_twin()
    program = PROGRAMS / "mandelbrot_float.py"
    times = interleaved({
        "C": [C_TWIN, "320", "240", "255", "15"],
        "Sidewinder": PYTHONS["Sidewinder"] + [program, "15"],
        "CPython": PYTHONS["CPython"] + [program, "3"],
    }, rounds, steady_seconds)
    ratio = times["Sidewinder"] / times["C"]
    result = (f"{ratio_text(ratio)} ({milliseconds(times['Sidewinder'])}, C {milliseconds(times['C'])}, "
              f"CPython {milliseconds(times['CPython'])})")
    faster = times["CPython"] / times["Sidewinder"]
    return [("Mandelbrot with floats, steady, against C -O2", "at most 1.5x", result, ratio <= 1.5),
            ("  against CPython", "at least 20x faster", ratio_text(faster), faster >= 20)]


def complex_steady(rounds):
    program = PROGRAMS / "mandelbrot_complex.py"
    times = interleaved({
        "Sidewinder": PYTHONS["Sidewinder"] + [program, "10"],
        "CPython": PYTHONS["CPython"] + [program, "3"],
    }, rounds, steady_seconds)
    result = f"{milliseconds(times['Sidewinder'])}, CPython {milliseconds(times['CPython'])}"
    return [("Mandelbrot with complex, steady", "", result, None)]


def first_picture(rounds):
    def first(command):
        seconds, checksum = timings(command)
        return seconds[0], checksum

    program = PROGRAMS / "first_picture.py"
    commands = {name: PYTHONS[name] + [program] for name in ("CPython", "Sidewinder")}
    times = interleaved(commands, 2 * rounds, first)
    ratio = times["CPython"] / times["Sidewinder"]
    result = f"{ratio_text(ratio)} ({milliseconds(times['Sidewinder'])}, CPython {milliseconds(times['CPython'])})"
    return [("first picture in a fresh process, against CPython's", "at least 13x faster", result, ratio >= 13)]


def jit_off(rounds):
    rows, ratios = [], []
    for name in INTERPRETER_PROGRAMS:
        program = PROGRAMS / f"{name}.py"
        commands = {engine: PYTHONS[engine] + [program, "6"] for engine in ("CPython", "Sidewinder, JIT off")}
        times = interleaved(commands, rounds, steady_seconds)
        ratios.append(times["Sidewinder, JIT off"] / times["CPython"])
        result = (f"{ratio_text(ratios[-1])} ({milliseconds(times['Sidewinder, JIT off'])}, "
                  f"CPython {milliseconds(times['CPython'])})")
        rows.append((f"  {name}", "", result, None))
    mean = statistics.geometric_mean(ratios)
    title = "-X jit=off, time against CPython's, geometric mean"
    return [(title, "at most 1.00x", ratio_text(mean), mean <= 1)] + rows


def jit_off_instructions(rounds):
    """Instructions of one more round: the difference of two and one, so that start and compilation drop out."""

    def one_round(command, program, size):
        counts = [instructions(command + [program, count, str(size)]) for count in ("1", "2")]
        return counts[1] - counts[0]

    rows, ratios = [], []
    for name, size in INTERPRETER_PROGRAMS.items():
        program = PROGRAMS / f"{name}.py"
        ours = one_round(PYTHONS["Sidewinder, JIT off"], program, size)
        theirs = one_round(PYTHONS["CPython"], program, size)
        ratios.append(ours / theirs)
        result = f"{ratio_text(ratios[-1])} ({ours / 1e6:.1f} M, CPython {theirs / 1e6:.1f} M)"
        rows.append((f"  {name}", "", result, None))
    mean = statistics.geometric_mean(ratios)
    title = "-X jit=off, instructions against CPython's, geometric mean"
    return [(title, "at most 1.00x", ratio_text(mean), mean <= 1)] + rows


def jit_costs(rounds):
    """Recording and code generation, as the interpreter's own log tells; Direct's time a bytecode from a run with the
    JIT off, by the number of bytecodes that the log gives for the traced inner loop."""
    program = PROGRAMS / "mandelbrot_float.py"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jit.log"
        logs = []
        for _ in range(rounds):
            run([SIDEWINDER, "-X", "jit=traces", "-X", f"jit-log={path}", program, "2"])
            logs.append(read_log(path))
    recording = statistics.median(log.recording_ns_per_bytecode() for log in logs)
    generating = statistics.median(log.codegen_ns_per_operation() for log in logs)
    inner_loop = logs[0].first_loop()
    steps = mandelbrot_steps(320, 240, 255)
    seconds, _ = steady_seconds(PYTHONS["Sidewinder, JIT off"] + [program, "6"])
    direct = seconds * 1e9 / (steps * inner_loop["bytecodes"])
    ratio = recording / direct
    return [
        ("recording a bytecode, against executing it on Direct", "at most 100x",
         f"{ratio:.0f}x ({recording:.0f} ns, Direct {direct:.2f} ns)", ratio <= 100),
        ("code generation with all passes, an IR operation", "at most 10 us", f"{generating / 1000:.2f} us",
         generating <= 10000),
    ]


def mandelbrot_steps(width, height, iterations):
    """How often the inner loop of py_mandel.mandelbrot runs for the benchmark's picture."""
    import sys
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(PROGRAMS.parent.parent.parent / "demos" / "mandelbrot"))
    from py_mandel import mandelbrot
    image = mandelbrot(width, height, -0.65, 0.0, 3.2, iterations)
    return sum(shade if shade else iterations for shade in image)


MEASURES = {
    "pictures": equal_pictures,
    "against-c": against_c,
    "complex": complex_steady,
    "first-picture": first_picture,
    "jit-off": jit_off,
    "jit-off-instructions": jit_off_instructions,
    "jit-costs": jit_costs,
}
