"""scripts/bench --graph: the talk's closing graph, time against image size, measured now on every Python here and drawn without a browser."""

import statistics
import subprocess
import sys
from pathlib import Path

from engines import ENVIRONMENT, ROOT, EngineFailed
from suite import engines, host_facts

sys.path.insert(0, str(ROOT / "demos" / "speed"))
from chart import lines, write  # noqa: E402

SIZES = [(40, 30), (80, 60), (160, 120), (320, 240), (640, 480)]
WARM = (80, 60)
PROCESS = Path(__file__).resolve().parent / "closing_process.py"
RENDERER = ROOT / "demos" / "mandelbrot" / "py_mandel.py"


class Painter:
    """A process of an engine, which draws pictures one by one."""

    def __init__(self, name, command):
        self.name = name
        # the suite's -S hides nothing that this needs
        self.process = subprocess.Popen([*command, str(PROCESS), str(RENDERER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)

    def draw(self, width, height):
        """Seconds and checksum."""
        try:
            self.process.stdin.write(f"{width} {height}\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline().split()
        except OSError:
            answer = []
        if len(answer) != 2:
            raise EngineFailed(f"{self.name} ended while it drew {width} x {height}")
        return float(answer[0]), answer[1]

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def measured(painters, rounds):
    """{engine: [(pixels, seconds)]}: medians of pictures drawn in turn. Pictures that differ end it."""
    found = {painter.name: [] for painter in painters}
    for painter in painters:
        painter.draw(*WARM)  # not counted: afterwards all are warm
    for width, height in SIZES:
        seconds, sums = {painter.name: [] for painter in painters}, set()
        for number in range(rounds):
            for painter in painters if number % 2 == 0 else painters[::-1]:
                took, checksum = painter.draw(width, height)
                seconds[painter.name].append(took)
                sums.add(checksum)
        if len(sums) != 1:
            raise EngineFailed(f"the pictures of {width} x {height} differ")
        for name, values in seconds.items():
            found[name].append((width * height, statistics.median(values)))
        print(f"{width:>4} x {height:<4}" + "".join(f"  {name} {words_of(found[name][-1][1])}" for name in found), flush=True)
    return found


def words_of(seconds):
    if seconds >= 1:
        return f"{seconds:.3g} s"
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} µs"


def notes(facts, rounds):
    return [f"Measured {facts['date']} on {facts['machine']}, {facts['cores']} cores, load {facts['load']:.1f}; medians of {rounds} pictures each, all equal, once warm.",
            "demos/mandelbrot/py_mandel.py, 255 iterations. Drawn by scripts/bench --graph."]


def draw_closing_graph(file, rounds):
    facts, painters = host_facts(), []
    try:
        painters = [Painter(name, command) for name, command in engines().items()]
        found = measured(painters, rounds)
    except (EngineFailed, OSError) as problem:
        sys.exit(f"bench: {problem}")
    finally:
        for painter in painters:
            painter.end()
    ticks = [(width * height, f"{width} × {height}") for width, height in SIZES]
    svg = lines("The same picture on each Python: time against size", ticks, found, notes(facts, rounds), words_of)
    if problem := write(svg, Path(file)):
        sys.exit(f"bench: {problem}")
    print(f"wrote {file}")
    return 0
