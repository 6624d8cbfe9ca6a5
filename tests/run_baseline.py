#!/usr/bin/env python3
"""The compiler from handlers (jit/baseline), from outside: what becomes of its code, and what it shows of it.

usage: tests/run_baseline.py BINARY [TEST ...]
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from expectations import ENVIRONMENT

BINARY = None
AT_ONCE = ["jit=baseline", "jit-baseline-threshold=2"]

COUNT = """\
def count(n):
    i = 0
    while i < n:
        i += 1
    return i

count(300)
"""
MANY_FUNCTIONS = """\
import gc
def make(i):
    names = {}
    exec(f"def f(n):\\n    t = {i}\\n    for k in range(n): t += k\\n    return t", names)
    return names["f"]
total = 0
for i in range(900):
    total += make(i)(100)
    if i % 50 == 49:
        gc.collect()
print(total)
"""
PHASES = """\
def first(x):
    return x.value

classes = [type(f"C{i}", (), {"value": i}) for i in range(60)]
total = 0
for phase in range(3):
    for cls in classes[phase * 20:phase * 20 + 20]:
        o = cls()
        for _ in range(20):
            total += first(o)
print(total)
"""
BIG = """\
import json, textwrap, ast, random
random.seed(1)
out = []
for i in range(40):
    data = {"k%d" % k: [random.randrange(1000), "text %d" % k, None] for k in range(20)}
    out.append(len(json.JSONEncoder(indent=1).encode(json.JSONDecoder().decode(json.dumps(data)))))
    out.append(len(textwrap.fill("word %d " % i * 40, 40)))
    out.append(len(ast.unparse(ast.parse("a = [b + %d for b in range(%d) if b]" % (i, i)))))
print(sum(out))
"""


def run(text, options, log=False):
    """Output, standard error, and the numbers of the log's line about this compiler."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "program.py").write_text(text)
        command = [BINARY, *(word for option in options for word in ("-X", option))]
        command += ["-X", f"jit-log={folder}/log", "program.py"]
        done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=300)
        line = next((line for line in Path(folder, "log").read_text().splitlines() if line.startswith("baseline ")), "")
    if done.returncode:
        raise AssertionError(f"exit code {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout, done.stderr, {key: int(value) for key, value in (part.split("=") for part in line.split()[1:])}


class Life(unittest.TestCase):
    def check(self, text, *options):
        expected = run(text, ["jit=off"])[0]
        out, _, log = run(text, [*AT_ONCE, *options])
        self.assertEqual(out, expected)
        return log

    def test_the_code_of_dead_functions_is_freed(self):
        log = self.check(MANY_FUNCTIONS)
        self.assertGreater(log["codes"], 900)
        self.assertGreater(log["freed"], 700)
        self.assertLess(log["code_bytes"], 400_000)  # above a million if nothing were freed

    def test_what_runs_out_of_variants_is_compiled_anew(self):
        log = self.check(PHASES, "jit-baseline-variants=8")
        self.assertGreater(log["recompiled"], 0)
        log = self.check(PHASES, "jit-baseline-variants=8", "jit-baseline-recompilations=0")
        self.assertEqual(log["recompiled"], 0)

    def test_full_memory_makes_room(self):
        log = self.check(BIG, "jit-code-limit=150000")
        self.assertGreater(log["evicted"], 0)
        self.assertLess(log["code_bytes"], 150_000)

    def test_code_is_given_up_at_any_time(self):
        for every in (1, 3):
            log = self.check(BIG, f"jit-baseline-evict-every={every}")
            self.assertGreater(log["evicted"], 10)

    def test_tests_are_forced_to_leave(self):
        for every in (1, 2, 7):
            log = self.check(BIG, f"jit-force-exits={every}")
            self.assertGreater(log["forced"], 100)


class Shown(unittest.TestCase):
    def test_perf_map(self):
        text = COUNT + "import os; print(os.getpid())\n"
        pid = int(run(text, [*AT_ONCE, "jit-perf-map"])[0])
        path = Path(f"/tmp/perf-{pid}.map")
        names = [line.split(" ", 2) for line in path.read_text().splitlines()]
        path.unlink()
        sizes = [int(size, 16) for start, size, name in names if name.startswith("baseline:count:")]
        self.assertTrue(sizes and all(0 < size < 10_000 for size in sizes), names)

    @unittest.skipUnless(shutil.which("gdb"), "gdb is not installed")
    def test_gdb_knows_the_names(self):
        text = COUNT + "import os, signal; os.kill(os.getpid(), signal.SIGUSR1)\n"
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "program.py").write_text(text)
            command = ["gdb", "-nx", "-batch", "-ex", "run", "-ex", "info functions baseline:count", "--args", BINARY,
                       *(word for option in [*AT_ONCE, "jit-gdb"] for word in ("-X", option)), "program.py"]
            done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=300)
        self.assertRegex(done.stdout, r"(?m)^0x[0-9a-f]+ +baseline:count:\d+ ")

    def test_a_dump_shows_the_replay_and_the_machine_code_of_each_operation(self):
        lines = run(COUNT, [*AT_ONCE, "dump=versions,asm", "dump-only=count"])[1].splitlines()
        self.assertEqual([line for line in lines if "(bad)" in line], [])
        heads = [i for i, line in enumerate(lines) if line[:1].isdigit()]
        self.assertEqual({lines[i].split()[1].split(":")[0] for i in heads}, {"count"})
        start = next(i for i in heads if "inplace_add_rc; " in lines[i] and "=int" in lines[i])
        end = next((i for i in heads if i > start), len(lines))
        block = "\n".join(lines[start:end])
        self.assertRegex(block, r"(?m)^    v\d+ = int_add v\d+, v\d+\n +[0-9a-f]+: mov r\w+, r\w+\n +[0-9a-f]+: add r\w+, 1$")
        self.assertIn("\n    put r", block)

    def test_the_short_dump(self):
        text = run(COUNT, [*AT_ONCE, "dump=versions", "dump-only=count"])[1]
        self.assertRegex(text, r"(?m)^\d+\.\d+ count:4 inplace_add_rc; .*r1=int")
        self.assertNotIn("int_add v", text)


if __name__ == "__main__":
    BINARY = os.path.abspath(sys.argv.pop(1))
    unittest.main()
