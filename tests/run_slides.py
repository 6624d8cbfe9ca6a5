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

    def test_recorded_output_is_what_the_page_shows(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([SLIDES / "make.py", folder], check=True)
            page = Path(folder, "index.html").read_text()
        twins = json.loads((ROOT / "demos" / "walkthrough" / "recorded" / "part1.json").read_text())
        self.assertIn(twins["memory"]["output"].strip().splitlines()[-1], page)


if __name__ == "__main__":
    unittest.main()
