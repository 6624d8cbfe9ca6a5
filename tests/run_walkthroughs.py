#!/usr/bin/env python3
"""Tests of the walkthroughs' engine: tables, keys, faults, recorded twins, Ctrl-C. (scripts/rehearse runs the steps themselves.)

usage: tests/run_walkthroughs.py [unittest options]
"""

import json
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "demos" / "walkthrough"
sys.path.insert(0, str(FOLDER))

import faults  # noqa: E402
import part1  # noqa: E402
import part2  # noqa: E402
import part3  # noqa: E402
import runner  # noqa: E402
from showcase import Showcase, events_of, is_alive  # noqa: E402

PARTS = {"part1": part1.STEPS, "part2": part2.STEPS, "part3": part3.STEPS}


def run(part, *options, timeout=120):
    return subprocess.run([ROOT / "scripts" / part, *options], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=timeout)


def twins_of(part):
    return json.loads((FOLDER / "recorded" / f"{part}.json").read_text())


class Tables(unittest.TestCase):
    def test_every_step_has_a_twin_of_its_command_that_shows_what_it_must(self):
        for part, steps in PARTS.items():
            twins = twins_of(part)
            self.assertEqual({step.name for step in steps}, set(twins))
            for step in steps:
                twin = twins[step.name]
                self.assertEqual(twin["command"], step.command, f"{part} {step.name}: record it again")
                for pattern in step.expect:
                    self.assertRegex(twin["output"], pattern, f"{part} {step.name}")
                self.assertRegex(twin["when"], r"^\d{4}-\d\d-\d\d ")

    def test_list_has_a_line_for_each_step(self):
        for part, steps in PARTS.items():
            lines = run(part, "--list").stdout.splitlines()
            self.assertEqual([line.split()[0] for line in lines], [step.name for step in steps])

    def test_mistakes_are_named(self):
        for options, says in ((["--from", "nothing"], "there is no step nothing"), (["--speed", "0"], "--speed"),
                              (["--fault", "flood:what"], "there is no fault flood")):
            result = run("part1", *options)
            self.assertEqual(result.returncode, 2)
            self.assertIn(says, result.stderr)


class Recorded(unittest.TestCase):
    def test_twins_are_labelled_and_run_nothing(self):
        for part, steps in PARTS.items():
            result = run(part, "--recorded", "--auto", "--speed", "1000")
            self.assertEqual(result.returncode, 0)
            self.assertEqual(result.stdout.count("RECORDED on"), len(steps))
            self.assertNotIn("\x1b", result.stdout, "colours without a terminal")

    def test_from_begins_there(self):
        result = run("part1", "--recorded", "--auto", "--speed", "1000", "--from", part1.STEPS[-2].name)
        self.assertEqual(result.stdout.count("RECORDED on"), 2)


class Live(unittest.TestCase):
    def report(self, *options):
        with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
            result = run("part1", "--auto", "--speed", "1000", "--only", "what", "--report", file.name, *options)
            self.assertEqual(result.returncode, 0)
            return result.stdout, json.load(file)["what"]

    def test_a_step_runs(self):
        output, report = self.report()
        self.assertEqual(report["how"], "live")
        self.assertIn("(Sidewinder)", output)
        self.assertNotIn("RECORDED", output)

    def test_faults_fall_back_to_the_twin_and_say_so(self):
        for fault, problem in (("killed", "signal 9"), ("no-memory", r"exit code|signal"), ("hanging", "not done after 1[0-9] s")):
            output, report = self.report("--fault", f"{fault}:what")
            self.assertEqual(report["how"], "recorded", fault)
            self.assertRegex(report["problem"], problem)
            self.assertIn("That did not work here and now", output)
            self.assertIn("RECORDED on", output)


class OnSlides(unittest.TestCase):
    """A step that a slide has the server run."""

    @classmethod
    def setUpClass(cls):
        cls.showcase = Showcase(ROOT / "build" / "bin" / "mandelbrot-server", ROOT / "build" / "bin" / "sidewinder")

    @classmethod
    def tearDownClass(cls):
        cls.showcase.stop()

    def ask(self, name, address=None):
        request = urllib.request.Request((address or self.showcase.address) + "api/step", headers={"X-Step": name} if name else {})
        return urllib.request.urlopen(request, timeout=60)

    def status_of(self, name, address=None):
        try:
            with self.ask(name, address) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def test_it_runs_and_its_output_comes(self):
        with self.ask("part1_what") as answer:
            *output, (event, done) = list(events_of(answer))
        self.assertEqual((event, done["problem"]), ("done", None))
        self.assertIn("cores, load", done["machine"])
        self.assertRegex("".join(data["text"] for _, data in output), r"Python 3\.11.*\(Sidewinder\)")

    def test_names_that_are_none_run_nothing(self):
        with self.ask("part1_nothing") as answer:
            (event, done), = events_of(answer)
        self.assertEqual((event, done["problem"]), ("done", "there is no such step"))
        for name in ("", "part1/what", "../x", "what; id"):
            self.assertEqual(self.status_of(name), 400, name)

    def test_one_at_a_time_and_none_goes_on_when_nobody_looks_any_more(self):
        with self.ask("part2_likes") as answer:
            answer.read(1)
            self.assertEqual(self.status_of("part1_what"), 503)
            started = self.processes("generator_sum generator_pipelines fib ackermann")
            self.assertTrue(started)
        end = time.monotonic() + 10
        while any(map(is_alive, started)):
            self.assertLess(time.monotonic(), end, "the step goes on")
            time.sleep(0.1)
        while self.status_of("part1_what") == 503:
            self.assertLess(time.monotonic(), end, "its place is not free again")
            time.sleep(0.1)

    def processes(self, text):
        """Those below the server."""
        rows = [line.split(None, 2) for line in subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True).stdout.splitlines()]
        known = {str(self.showcase.process.pid)}
        for _ in range(5):
            known |= {pid for pid, parent, _ in rows if parent in known}
        return [int(pid) for pid, _, arguments in rows if pid in known and text in arguments]

    def test_not_for_clients_from_elsewhere(self):
        own = subprocess.run(["hostname", "-I"], capture_output=True, text=True).stdout.split()[:1]
        open_to_all = Showcase(ROOT / "build" / "bin" / "mandelbrot-server", ROOT / "build" / "bin" / "sidewinder", "--host", "0.0.0.0")
        try:
            for address in own:  # none without a network
                self.assertEqual(self.status_of("part1_what", f"http://{address}:{open_to_all.port}/"), 403)
            self.assertEqual(self.status_of("part1_what", f"http://127.0.0.1:{open_to_all.port}/"), 200)
        finally:
            open_to_all.stop()


class Faults(unittest.TestCase):
    def test_the_process_that_was_started_last_dies_and_the_others_go_on(self):
        command = runner.Command("sleep 30; echo and on")
        self.addCleanup(command.process.stdout.close)
        self.addCleanup(command.process.wait)
        self.addCleanup(command.end)
        fault = faults.WorkerKilled()
        fault.seconds = 0.3
        fault.strike(command)
        self.assertEqual(command.process.wait(10), 0)
        self.assertIn(b"and on", command.process.stdout.read())


class Keys(unittest.TestCase):
    """The walkthrough on a terminal of its own."""

    def start(self, *options):
        child, self.terminal = pty.fork()
        if child == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(ROOT / "scripts" / "part2", ["part2", *options])
        self.child, self.output = child, ""

    def wait_for(self, pattern, seconds=30):
        end = time.monotonic() + seconds
        while not re.search(pattern, self.output):
            self.assertLess(time.monotonic(), end, f"no {pattern!r} in {self.output[-500:]!r}")
            if select.select([self.terminal], [], [], 0.2)[0]:
                try:
                    self.output += os.read(self.terminal, 65536).decode(errors="replace")
                except OSError:
                    time.sleep(0.05)
        self.output = ""

    def press(self, keys):
        os.write(self.terminal, keys.encode())

    def end(self):
        status = os.waitpid(self.child, 0)[1]
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(status)

    def test_forth_back_recorded_and_the_end(self):
        self.start()
        self.wait_for(f"1/{len(part2.STEPS)}")
        self.press("\r")
        self.wait_for("nothing special")
        self.press(" ")
        self.wait_for(f"2/{len(part2.STEPS)}")
        self.press("b")
        self.wait_for(f"1/{len(part2.STEPS)}")
        self.press("r")
        self.wait_for("RECORDED on")
        self.press("l")
        self.wait_for("language")
        self.press("q")
        self.assertEqual(self.end(), 0)

    def test_interrupt_ends_the_command_and_leaves_nothing(self):
        self.start("--from", "likes")
        self.wait_for(r"compare\.py")
        self.press("\r")
        time.sleep(1)
        self.assertTrue(self.processes_of_the_step())
        self.press("\x03")
        self.assertEqual(self.end(), 130)
        time.sleep(0.2)
        self.assertEqual(self.processes_of_the_step(), [])

    def processes_of_the_step(self):
        """Those that run it in this tree."""
        listing = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True).stdout
        found = [line for line in listing.splitlines() if "generator_sum generator_pipelines" in line and str(self.child) != line.split()[0]]
        return [line for line in found if self.folder_of(line.split()[0]) == str(ROOT)]

    def folder_of(self, process):
        try:
            return os.readlink(f"/proc/{process}/cwd")
        except OSError:
            return None  # it has come to its end


class Doctor(unittest.TestCase):
    def test_says_what_works_in_time(self):
        began = time.monotonic()
        result = subprocess.run([ROOT / "scripts" / "doctor"], capture_output=True, text=True, timeout=60)
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("the stage works", result.stdout)
        self.assertLess(time.monotonic() - began, 20)

    def test_names_what_is_missing_and_what_mends_it(self):
        environment = dict(os.environ, PATH="/nowhere")
        result = subprocess.run(["/usr/bin/python3", ROOT / "scripts" / "doctor"], capture_output=True, text=True, timeout=60, env=environment)
        self.assertRegex(result.stdout, r"-- +PyPy +is not there\n +mend: scripts/setup --peers")


class Rehearsals(unittest.TestCase):
    def test_with_faults_nothing_gets_stuck(self):
        result = subprocess.run([ROOT / "scripts" / "rehearse", "--faults", "--times", "3", "--steps", "1", "--seed", "7", "--speed", "1000"],
                                capture_output=True, text=True, timeout=600)
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("0 failed, 0 STUCK", result.stdout)


if __name__ == "__main__":
    unittest.main()
