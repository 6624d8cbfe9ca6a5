#!/usr/bin/env python3
"""Tests of demos/differences: what is listed, what the engines say, and the server's route to it.

usage: tests/run_differences.py SERVER SIDEWINDER [unittest options]
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "demos" / "differences"
SERVER = SIDEWINDER = None  # from the command line

sys.path.insert(0, str(FOLDER))
import run  # noqa: E402
from showcase import CPYTHON, Showcase  # noqa: E402


def command(*options):
    return subprocess.run([FOLDER / "run.py", *options], capture_output=True, text=True, timeout=200)


class Program(unittest.TestCase):
    def test_every_program_is_listed_with_a_title_and_why(self):
        self.assertEqual({path.stem for path in (FOLDER / "programs").glob("*.py")}, set(run.ORDER))
        for name in run.ORDER:
            about = run.about(name)
            self.assertTrue(about["title"] and about["why"] and about["source"], name)
            self.assertNotIn('"""', about["source"].splitlines()[0])

    def test_answers_are_what_each_engine_prints(self):
        entry, = json.loads(command("--json", f"--engine=cpython={CPYTHON}", f"--engine=sidewinder={SIDEWINDER}", "not_closed").stdout)["items"]
        for answer, python in zip(entry["answers"], (CPYTHON, SIDEWINDER)):
            alone = subprocess.run([python, FOLDER / "programs" / "not_closed.py"], capture_output=True, text=True, timeout=60)
            self.assertEqual((answer["output"], answer["exit"]), (alone.stdout, 0))
        self.assertIn("'stuff'", entry["answers"][0]["output"])

    def test_an_engine_that_fails_hangs_or_is_not_there_is_an_answer(self):
        run.SECONDS = 1
        for engine, says in ((["/nowhere/python"], "^cannot be run: No such file"), ([CPYTHON, "-c", "import time; time.sleep(9)"], "^no answer within 1 s"),
                             ([CPYTHON, "-c", "while True: pass"], "^$|^no answer"), (["false"], "^$")):
            entry = run.run("identity", {"cpython": engine})
            self.assertRegex(entry["answers"][0]["output"], says)
            self.assertNotEqual(entry["answers"][0]["exit"], 0)

    def test_names_that_there_are_not(self):
        result = command("nothing")
        self.assertEqual(result.returncode, 2)
        self.assertIn("there is no nothing; there are not_closed,", result.stderr)

    def test_no_program_leaves_anything_behind(self):
        with tempfile.TemporaryDirectory() as folder:
            result = subprocess.run([FOLDER / "run.py", "not_closed"], capture_output=True, text=True, timeout=60, env=dict(os.environ, TMPDIR=folder))
            self.assertEqual((result.returncode, os.listdir(folder)), (0, []))


class Route(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.showcase = Showcase(SERVER, SIDEWINDER)

    @classmethod
    def tearDownClass(cls):
        cls.showcase.stop()

    def test_list_and_one(self):
        status, headers, body = self.showcase.get("api/differences")
        self.assertEqual((status, headers["Content-Type"]), (200, "application/json"))
        self.assertEqual([item["name"] for item in json.loads(body)["items"]], run.ORDER)
        status, _, body = self.showcase.get("api/differences?name=messages")
        item, = json.loads(body)["items"]
        self.assertEqual([answer["engine"] for answer in item["answers"]], ["cpython", "sidewinder"])
        self.assertIn("has no len()", item["answers"][1]["output"])

    def test_names_that_are_none_run_nothing(self):
        for name, expected in (("nothing", 404), ("--help", 400), ("../run", 400), ("", 400), ("a" * 41, 400), ("identity%00", 400), ("a%20b", 400)):
            status, _, body = self.showcase.get(f"api/differences?name={name}")
            self.assertEqual(status, expected, name)
            self.assertTrue(json.loads(body)["error"])


if __name__ == "__main__":
    SERVER, SIDEWINDER = (os.path.abspath(sys.argv.pop(1)) for _ in range(2))
    unittest.main()
