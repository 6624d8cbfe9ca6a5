#!/usr/bin/env python3
"""The slides and what they must cover: every row of slides/frames.md has its slides and steps, every slide is in a row, every step too.

usage: tests/run_slides.py [unittest options]
"""

import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
SLIDES = ROOT / "slides"
sys.path.insert(0, str(ROOT / "demos" / "walkthrough"))

import part1  # noqa: E402
import part2  # noqa: E402
import part3  # noqa: E402

STEPS = {f"{part}/{step.name}" for part, module in (("part1", part1), ("part2", part2), ("part3", part3)) for step in module.STEPS}


# The frames of the talk of 2010, by their titles, and the thread of today's, part by part.
ORIGINAL = [
    "Outline", "Part 0: What is PyPy?", "What's new in PyPy 1.2", "Speed: PyPy vs CPython", "Speed: PyPy vs Psyco", "Speed: Demo", "What works on PyPy", "What does not work on PyPy", "cpyext",
    "wxPython on PyPy (1)", "wxPython on PyPy (2)", "PyPy 1.2.1", "Part 2", "Overview of implementations", "What a JIT is", "What a tracing JIT is", "The architecture of PyPy", "Speed of the PyPy JIT",
    "The optimizations we get", "Practical results", "Part 3", "Mandelbrot demo", "CPython and PyPy side by side", "Rendering (1)", "Rendering (2)", "execnet setup", "Demo", "Benchmarks", "Contact / Q&A",
]
TODAY = [
    "First picture within 60 seconds", "The losing programs", "The first second", "Memory", "Extension modules: really?", "A meter of crossings", "It can be used for any interpreter", "Why CPython's authors leave tracing",
    "A second way with today's means", "The hot-spot mover", "Several machines",
]


def slides_of(text):
    return re.findall(r"^# .*? \{#([\w-]+)\}$", text, re.MULTILINE)


def rows():
    """(frame, slides, steps)"""
    for line in (SLIDES / "frames.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 3 and cells[0] != "frame or line":
            yield cells[0], *([name for name in cell.split(", ") if name != "—"] for cell in cells[1:])


class Frames(unittest.TestCase):
    def setUp(self):
        self.slides = [name for part in ("part1", "part2", "part3") for name in slides_of((SLIDES / f"{part}.md").read_text())]

    def test_names_of_slides_are_unique(self):
        self.assertEqual(len(self.slides), len(set(self.slides)))

    def test_every_row_has_slides_that_exist_and_steps_that_exist(self):
        found = list(rows())
        self.assertGreater(len(found), 40)
        for frame, slides, steps in found:
            self.assertTrue(slides, frame)
            self.assertEqual(set(slides) - set(self.slides), set(), frame)
            self.assertEqual(set(steps) - STEPS, set(), frame)

    def test_every_frame_of_the_original_and_every_line_of_today_has_a_row(self):
        frames = [frame for frame, _, _ in rows()]
        self.assertEqual([title for title in ORIGINAL + TODAY if not any(frame.startswith(title) for frame in frames)], [])

    def test_every_slide_and_every_step_is_in_a_row(self):
        found = list(rows())
        self.assertEqual(set(self.slides) - {slide for _, slides, _ in found for slide in slides}, set())
        self.assertEqual(STEPS - {step for _, _, steps in found for step in steps}, set())


class Page(unittest.TestCase):
    def test_the_page_has_all_slides_and_asks_for_nothing_from_elsewhere(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([SLIDES / "make.py", folder], check=True)
            page = Path(folder, "index.html").read_text()
        for part in ("part1", "part2", "part3"):
            for name in slides_of((SLIDES / f"{part}.md").read_text()):
                self.assertIn(f'id="{name}"', page)
        self.assertNotRegex(page, r'(src|href)="https?:')
        self.assertNotIn("@step", page)
        self.assertEqual(page.count('class="terminal"'), page.count("recorded 2"), "a twin without its label")

    def test_the_passes_are_the_optimisers(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([SLIDES / "make.py", folder], check=True)
            page = Path(folder, "index.html").read_text()
        names = re.findall(r"^PASS\((\w+),", (ROOT / "jit" / "optimizer" / "passes.def").read_text(), re.MULTILINE)
        self.assertGreater(len(names), 5)
        self.assertEqual(re.findall(r"<dt>(\w+)</dt><dd>\w", page), names)

    def test_the_machines_are_those_that_the_readme_names(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([SLIDES / "make.py", folder], check=True)
            page = Path(folder, "index.html").read_text()
        shown = re.search(r'<div class="machines">(.*?)</div></figure>', page)[1]
        self.assertEqual(re.findall(r"<b>(\w+)</b>\w", shown), ["Direct", "Recording", "Checking", "Base", "Emit"])
        self.assertRegex(page, r"\d+ handlers for \d+ instructions")

    def test_recorded_output_is_what_the_page_shows(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([SLIDES / "make.py", folder], check=True)
            page = Path(folder, "index.html").read_text()
        twins = json.loads((ROOT / "demos" / "walkthrough" / "recorded" / "part1.json").read_text())
        self.assertIn(twins["memory"]["output"].strip().splitlines()[-1], page)


if __name__ == "__main__":
    unittest.main()
