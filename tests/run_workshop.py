#!/usr/bin/env python3
"""Tests of the workshop: every start fails and every solution passes, on the real thing; the program that leads through it.

usage: tests/run_workshop.py SIDEWINDER [unittest options]
"""

import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
WORKSHOP = ROOT / "workshop"
os.environ["SIDEWINDER"] = os.path.abspath(sys.argv.pop(1))
sys.path.insert(0, str(WORKSHOP))

import workshop  # noqa: E402
from table import COURSES, EXERCISES, TRACKS  # noqa: E402

NAMES = [exercise.name for exercise in EXERCISES]


class Exercises(unittest.TestCase):
    def test_files_and_table_agree(self):
        for folder in ("exercises", "solutions"):
            self.assertEqual({path for path in (WORKSHOP / folder).rglob("*") if path.is_file()},
                             {exercise.start if folder == "exercises" else exercise.solution for exercise in EXERCISES})
        self.assertEqual(len(set(NAMES)), len(NAMES))
        for exercise in EXERCISES:
            self.assertIn(exercise.track, TRACKS)
            self.assertTrue(exercise.title and exercise.text and len(exercise.hints) >= 2, exercise.name)

    def test_every_start_fails_and_every_solution_passes(self):
        for exercise in EXERCISES:
            with self.subTest(exercise.name):
                self.assertIsNone(exercise.check(exercise.solution, exercise.start))
                try:
                    self.assertTrue(exercise.check(exercise.start, exercise.start))
                except ValueError as error:
                    self.assertTrue(str(error))

    def test_what_is_wrong_with_a_file_of_the_languages_is_said(self):
        exercise = next(exercise for exercise in EXERCISES if exercise.name == "language_modulo")
        start = exercise.start.read_text()
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, exercise.file)
            for text, says in (("int x;\n", "begin with //// are gone"), (start.replace("// --- Pairs", "// --- Pears"), "handlers.h has no line .*: // --- Pears"),
                               (start.replace("finish(", "finished("), "it does not compile:\n.*handlers.h:.*error: .*finished")):
                file.write_text(text)
                with self.assertRaisesRegex(ValueError, says):
                    exercise.check(file, file)

    def test_a_wrong_answer_is_wrong_and_a_loop_that_is_gone_is_not_fast(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "file.py")
            by_name = {exercise.name: exercise for exercise in EXERCISES}
            file.write_text(by_name["read_loops"].start.read_text().replace("...", "3"))
            self.assertEqual(by_name["read_loops"].check(file, file), "3 is not what the trace says")
            start = by_name["fast_text"].start
            file.write_text("print(288890)\n")
            self.assertRegex(by_name["fast_text"].check(file, start), "the loop must stay a loop")
            file.write_text("print(1)\n")
            self.assertRegex(by_name["fast_text"].check(file, start), "must still print '288890'; it prints '1'")


class Program(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.mine = Path(folder.name, "mine")
        self.environment = dict(os.environ, WORKSHOP_MINE=str(self.mine))

    def workshop(self, *options):
        return subprocess.run([ROOT / "scripts" / "workshop", *options], capture_output=True, text=True, timeout=60, env=self.environment,
                              stdin=subprocess.DEVNULL)

    def solve(self, name):
        exercise = next(exercise for exercise in EXERCISES if exercise.name == name)
        shutil.copyfile(exercise.solution, self.mine / exercise.file)

    def test_list_check_and_progress(self):
        self.assertEqual([line.split()[0] for line in self.workshop("--list").stdout.splitlines()], NAMES)
        result = self.workshop("--check")
        self.assertEqual(result.returncode, 1)
        self.assertIn("not yet: ANSWER is not filled in yet", result.stdout)
        self.solve(NAMES[0])
        self.assertIn("right!", self.workshop("--check").stdout)
        self.assertTrue(self.workshop("--list").stdout.startswith(f"done {NAMES[0]}"))
        self.assertIn(f"2/{len(NAMES)} ", self.workshop("--check").stdout)

    def test_the_course_of_two_hours_is_a_part_of_the_day_and_stays_chosen(self):
        course = COURSES["two-hours"]
        self.assertEqual({name.partition("_")[0] for name in course}, set(TRACKS))
        self.assertTrue(10 <= len(course) <= 16 and set(course) < set(NAMES))
        self.assertEqual([line.split()[0] for line in self.workshop("--course", "two-hours", "--list").stdout.splitlines()], course)
        (self.mine / "progress.json").write_text(json.dumps({"done": course[:-1], "course": "two-hours"}))
        self.assertIn(f"{len(course)}/{len(course)} ", self.workshop("--check").stdout)
        (self.mine / "progress.json").write_text(json.dumps({"done": course, "course": "two-hours"}))
        self.assertIn(f"--course day has {len(NAMES) - len(course)} more", self.workshop("--check").stdout)
        self.assertEqual(len(self.workshop("--course", "day", "--list").stdout.splitlines()), len(NAMES))

    def test_hints_come_one_by_one(self):
        counts = [len(re.findall(r"hint \d of", self.workshop("--hint", NAMES[1]).stdout)) for _ in range(4)]
        self.assertEqual(counts, [1, 2, 2, 2])

    def test_reset_of_one_and_of_all(self):
        self.workshop("--check")
        for name in NAMES[:2]:
            self.solve(name)
            self.workshop("--check", name)
        self.workshop("--reset", NAMES[0])
        self.assertEqual(json.loads((self.mine / "progress.json").read_text())["done"], [NAMES[1]])
        self.assertFalse((self.mine / f"{NAMES[0]}.py").exists())
        self.workshop("--reset", "all")
        self.assertEqual(json.loads((self.mine / "progress.json").read_text())["done"], [])

    def test_mistakes_in_ones_file_are_said(self):
        self.workshop("--check")
        for source, says in (("def f(:\n", "not yet: line 1: "), ("x = 1\n", "not yet: there is no line ANSWER"), ("ANSWER = 1\n1 / 0\n", "it fails: ZeroDivisionError")):
            (self.mine / f"{NAMES[0]}.py").write_text(source)
            self.assertIn(says, self.workshop("--check").stdout)

    def test_unknown_names(self):
        for options in (["nothing"], ["--reset", "nothing"]):
            result = self.workshop(*options)
            self.assertEqual(result.returncode, 2)
            self.assertIn("there is no exercise nothing", result.stderr)

    def test_a_progress_file_that_is_broken_is_as_good_as_none(self):
        self.mine.mkdir()
        (self.mine / "progress.json").write_text("{")
        self.assertEqual(self.workshop("--list").returncode, 0)

    def test_a_file_that_is_saved_while_it_is_checked_is_checked_again_at_once(self):
        exercise, verdicts = EXERCISES[0], []

        def judge_and_save(*_):
            workshop.file_of(exercise).write_text(f"ANSWER = {10 ** len(verdicts)}\n")
            verdicts.append(len(verdicts) == 1)
            return verdicts[-1]

        with (mock.patch.object(workshop, "MINE", self.mine), mock.patch.object(workshop, "judge", judge_and_save),
              mock.patch("time.sleep", side_effect=AssertionError("it waits for another save"))):
            workshop.watch(exercise, None)
        self.assertEqual(verdicts, [False, True])

    def test_it_watches_the_file_and_goes_on(self):
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(ROOT / "scripts" / "workshop", ["workshop"], self.environment)
        seen = self.read_until(terminal, "", "not yet: ANSWER")
        self.solve(NAMES[0])
        seen = self.read_until(terminal, seen, "right!")
        seen = self.read_until(terminal, seen, f"2/{len(NAMES)} ")
        os.kill(pid, signal.SIGINT)
        self.read_until(terminal, seen, "until next time")
        self.assertEqual(os.waitpid(pid, 0)[1], 0)
        os.close(terminal)

    def read_until(self, terminal, seen, text):
        deadline = time.monotonic() + 60
        while text not in seen:
            self.assertLess(time.monotonic(), deadline, seen)
            if select.select([terminal], [], [], 0.5)[0]:
                try:
                    seen += os.read(terminal, 4096).decode()
                except OSError:
                    break
        self.assertIn(text, seen)
        return seen


if __name__ == "__main__":
    unittest.main()
