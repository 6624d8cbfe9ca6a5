#!/usr/bin/env python3
"""Tests of demos/speed: what a run's figures become, with programs that failed and Pythons that were not there; files; the server's route.

usage: tests/run_speed.py SERVER SIDEWINDER [unittest options]
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
SERVER = SIDEWINDER = None  # from the command line

sys.path.insert(0, str(ROOT / "demos" / "speed"))
import chart  # noqa: E402
import report  # noqa: E402
from showcase import Showcase  # noqa: E402


def figures(seconds):
    return {"first": seconds * 2, "steady": seconds, "memory": 10.0}


RUN = {
    "host": {"machine": "A & B", "cores": 2, "load": 0.1, "system": "Linux", "commit": "0123456789abcdef", "date": "2026-01-02 03:04"},
    "how": {"rounds": 3, "seconds": 2.0}, "absent": ["PyPy"],
    "programs": {"fast": {"CPython": figures(8.0), "Sidewinder": figures(1.0)}, "slow": {"CPython": figures(1.0), "Sidewinder": figures(2.0)},
                 "broken": {"CPython": figures(1.0), "Sidewinder": {"failed": "exit code 1: <boom>"}}, "alone": {"CPython": figures(1.0)}},
}


class Figures(unittest.TestCase):
    def test_ratios_and_their_mean(self):
        self.assertEqual(report.ratio(RUN["programs"]["fast"], "CPython", "steady"), (8.0, ""))
        mean = report.mean(RUN, "Sidewinder", "CPython", "steady")
        self.assertAlmostEqual(mean["ratio"], 2)
        self.assertEqual(mean["programs"], 2)

    def test_what_failed_or_was_not_there(self):
        self.assertEqual(report.ratio(RUN["programs"]["broken"], "CPython", "steady"), (None, "failed"))
        self.assertEqual(report.ratio(RUN["programs"]["alone"], "CPython", "steady"), (None, "no Sidewinder"))
        self.assertEqual(report.ratio(RUN["programs"]["fast"], "PyPy", "steady"), (None, "no PyPy"))
        self.assertIsNone(report.mean(RUN, "Sidewinder", "PyPy", "steady"))
        self.assertEqual(report.counted(RUN), "4 programs, 2 of which Sidewinder failed")
        detail = report.detail("name", RUN)
        self.assertIn("PyPy was not there when this was measured", detail["graphs"]["steady"]["pypy"])
        self.assertIn(">failed<", detail["graphs"]["steady"]["cpython"])

    def test_each_graph_says_when_and_where(self):
        for svg in (report.graph(RUN, "cpython", "memory"), report.graph(RUN, "pypy", "first"), report.graph(RUN, "cpython", "steady")):
            texts = [text.text for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
            self.assertIn("Measured 2026-01-02 03:04 on A & B, 2 cores, load 0.1.", texts)

    def test_a_busy_machine_is_named(self):
        busy = {**RUN, "host": {**RUN["host"], "load": 5.0}}
        self.assertIn("a busy machine (load 5.0): its figures are rough", report.where_and_when(busy))
        self.assertTrue(report.about("x", busy)["busy"])
        self.assertFalse(report.about("x", RUN)["busy"])

    def test_history_of_one_and_of_many(self):
        for many in (1, 2, 30):
            ElementTree.fromstring(report.history([(str(i), RUN) for i in range(many)]))

    def test_axes(self):
        self.assertEqual(list(chart.steps_between(0.4, 12)), [0.5, 1, 2, 5, 10])
        low, high, marks = chart.scale_of([0.03, 700])
        self.assertEqual((low, high, marks), (0.02, 1000, [0.1, 1, 10, 100, 1000]))
        self.assertEqual(chart.scale_of([])[:2], (1, 10))
        self.assertEqual([chart.ratio_words(value) for value in (0.5, 9.994, 10.04, 123.4)], ["0.50×", "9.99×", "10.0×", "123×"])


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())

    def tearDown(self):
        shutil.rmtree(self.folder)

    def run_it(self, *command):
        return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=300, cwd=ROOT)

    def test_stored_runs_are_whole(self):
        self.assertTrue(report.names())
        for name in report.names():
            self.assertRegex(name, r"^[a-z0-9_]{1,40}$")  # what the server takes
            run = report.load(name)
            self.assertGreater(len(run["programs"]), 30)
            self.assertTrue({"machine", "cores", "load", "date", "commit"} <= set(run["host"]))

    def test_graphs_as_svg_and_png(self):
        for which in ("cpython", "pypy", "history"):
            done = self.run_it("demos/speed/report.py", "--graph", which, self.folder / "a.svg")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            ElementTree.parse(self.folder / "a.svg")
        self.run_it("demos/speed/report.py", "--graph", "cpython", self.folder / "a.png")
        self.assertEqual((self.folder / "a.png").read_bytes()[:4], b"\x89PNG")
        done = self.run_it("demos/speed/report.py", "--graph", "cpython", self.folder / "a.gif")
        self.assertEqual(done.returncode, 1)
        self.assertIn("must end in .svg or .png", done.stderr)

    def test_closing_graph(self):
        done = self.run_it("scripts/bench", "--graph", self.folder / "closing.svg", "--rounds", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        texts = [text.text for text in ElementTree.parse(self.folder / "closing.svg").iter("{http://www.w3.org/2000/svg}text")]
        self.assertIn("Sidewinder", texts)
        self.assertTrue(any(re.match(r"Measured \d{4}-\d\d-\d\d .* load ", text) for text in texts), texts)

    def test_table(self):
        done = self.run_it("demos/speed/report.py")
        self.assertRegex(done.stdout, r"^Measured \d{4}-\d\d-\d\d ")
        self.assertIn("| geometric mean |", done.stdout)


class Route(unittest.TestCase):
    def test_list_and_one(self):
        showcase = Showcase(SERVER, SIDEWINDER)
        try:
            listed = json.loads(showcase.get("api/speed")[2])
            self.assertEqual([item["name"] for item in listed["items"]], report.names())
            item, = json.loads(showcase.get(f"api/speed?name={report.names()[0]}")[2])["items"]
            self.assertEqual(item["programs"], report.load(item["name"])["programs"])
            for name, status in (("nothing", 404), ("..%2Fx", 400), ("x.json", 400)):
                self.assertEqual(showcase.get(f"api/speed?name={name}")[0], status, name)
            self.assertEqual(showcase.get("speed/")[0], 200)
        finally:
            showcase.stop()


if __name__ == "__main__":
    SERVER, SIDEWINDER = (os.path.abspath(sys.argv.pop(1)) for _ in range(2))
    unittest.main()
