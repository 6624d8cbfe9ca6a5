#!/usr/bin/env python3
"""Tests of scripts/renew: that what it would put somewhere has its place, and that every picture that is shown is one it takes.

usage: tests/run_renew.py [unittest options]
"""

import importlib.machinery
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent

loader = importlib.machinery.SourceFileLoader("renew", str(ROOT / "scripts" / "renew"))
renew = importlib.util.module_from_spec(importlib.util.spec_from_loader("renew", loader))
loader.exec_module(renew)


class Pictures(unittest.TestCase):
    def setUp(self):
        self.taken = {f"{name}.png" for name in renew.all_pictures().values()}

    def test_every_picture_of_the_readmes_is_taken_and_here(self):
        shown = set()
        for document in (ROOT / "README.md", *(ROOT / "demos").rglob("README.md")):
            shown |= set(re.findall(r"pictures/([\w-]+\.png)", document.read_text()))
        self.assertEqual(shown, self.taken)
        self.assertEqual({path.name for path in renew.PICTURES.glob("*.png")}, self.taken)

    def test_every_screenshot_is_one_that_its_test_leaves(self):
        for name, (parts, pictures) in renew.OF_BROWSER.items():
            text = (ROOT / "tests" / "browser" / f"{name}.test.mjs").read_text()
            for words in parts.replace("(dark|light), (1280|390)", "").replace("small", "").replace("1280", "").split("|"):
                self.assertIn(words.strip(), text)
            for source in pictures:
                self.assertIn(source.partition("-")[0], text, source)

    def test_when_they_were_taken_is_known(self):
        taken = json.loads((renew.PICTURES / "taken.json").read_text())
        self.assertRegex(taken["when"], r"^\d{4}-\d\d-\d\d \d\d:\d\d$")
        self.assertRegex(taken["machine"], r"\d cores, load \d")


class Marks(unittest.TestCase):
    def test_each_document_has_a_place_for_what_is_renewed(self):
        for path, name in ((ROOT / "README.md", "figures"), (ROOT / "demos" / "mandelbrot" / "README.md", "load")):
            self.assertEqual([path.read_text().count(f"<!-- {mark} -->") for mark in (name, f"/{name}")], [1, 1])

    def test_only_what_stands_between_the_marks_is_replaced(self):
        with tempfile.NamedTemporaryFile("w+", suffix=".md") as file:
            file.write("before\n<!-- load -->\nold\n\n| a |\n<!-- /load -->\nafter\n")
            file.flush()
            renew.put_between_marks(Path(file.name), "load", "\nnew \\1\n\n")
            self.assertEqual(Path(file.name).read_text(), "before\n<!-- load -->\nnew \\1\n<!-- /load -->\nafter\n")
            with self.assertRaisesRegex(SystemExit, "no marks for figures"):
                renew.put_between_marks(Path(file.name), "figures", "")

    def test_the_table_of_the_bench(self):
        printed = "noise\n| measure    | goal  | met  | result\n| ---------- | ----- | ---- | ------\n| a `b`      |       |      | 1.2 ms (c)\n"
        self.assertEqual(renew.table_of(printed), "| measure | goal | met | result |\n| ---------- | ----- | ---- | ------ |\n| a `b` | | | 1.2 ms (c) |")


class CommandLine(unittest.TestCase):
    def test_list_and_what_does_not_exist(self):
        listed = subprocess.run([ROOT / "scripts" / "renew", "--list"], capture_output=True, text=True, check=True)
        self.assertEqual(listed.stdout.split(), ["walkthroughs", "speed", "figures", "load", "pictures"])
        wrong = subprocess.run([ROOT / "scripts" / "renew", "nothing"], capture_output=True, text=True)
        self.assertEqual((wrong.returncode, "there is no nothing" in wrong.stderr), (2, True))


if __name__ == "__main__":
    unittest.main()
