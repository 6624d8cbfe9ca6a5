#!/usr/bin/env python3
"""Tests of demos/mandelbrot/cluster: tiles by Dask's workers on Sidewinder, a worker killed on the way, the page, and that nothing is left.

usage: tests/run_cluster.py SIDEWINDER [unittest options]      (scripts/setup --cluster installs what it needs)
"""

import base64
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

sys.dont_write_bytecode = True
DEMO = Path(__file__).resolve().parent.parent / "demos" / "mandelbrot"
SIDEWINDER = None  # from the command line
PATIENCE = 120  # seconds for anything that must come; how soon it does is no matter here

sys.path.insert(0, str(DEMO))
import py_mandel  # noqa: E402


def processes(marker):
    """Those that have it in their environment: whatever a cluster has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (folder / "environ").read_bytes() and (folder / "stat").read_text().rpartition(") ")[2][0] != "Z":
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            pass  # it has ended meanwhile
    return found


def interfaces():
    return sorted(path.name for path in Path("/sys/class/net").iterdir())


class Running:
    """A cluster with its page."""

    def __init__(self, *options):
        self.marker = f"CLUSTER_TEST={uuid.uuid4()}"
        name, value = self.marker.split("=")
        self.interfaces = interfaces()
        self.folder = tempfile.TemporaryDirectory()  # for what SIGKILL leaves: the logs
        self.process = subprocess.Popen([SIDEWINDER, DEMO / "cluster" / "main.py", "--port", "0", *options], stdout=subprocess.PIPE, text=True,
                                        env=dict(os.environ, TMPDIR=self.folder.name, **{name: value}))
        said = ""
        for line in self.process.stdout:
            said += line
            if found := re.search(r"http://\S+", line):
                self.address = found.group()
                return
        raise AssertionError(f"the cluster does not start: {said}")

    def ask(self, what, headers=(), **parameters):
        """(status, answer)"""
        request = urllib.request.Request(self.address + what, urllib.parse.urlencode(parameters).encode(), dict(headers), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def get(self, path, **headers):
        try:
            with urllib.request.urlopen(urllib.request.Request(self.address + path, headers=headers), timeout=PATIENCE) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def events(self):
        """(name, data) as they come."""
        with urllib.request.urlopen(self.address + "events", timeout=PATIENCE) as stream:
            name = None
            for line in stream:
                if line.startswith(b"event: "):
                    name = line[7:].decode().strip()
                elif line.startswith(b"data: "):
                    yield name, json.loads(line[6:])

    def draw(self, on_event=lambda name, data: None, **parameters):
        """The events of a picture, {name: [data]}."""
        seen, stream = {}, self.events()
        hello = next(stream)[1]
        status, answer = self.ask("draw", **parameters)
        if status != 200:
            raise AssertionError(answer)
        begun = False
        for name, data in stream:
            begun |= name == "start" and data["number"] > len(hello["results"])
            if not begun:
                continue  # of the picture before
            seen.setdefault(name, []).append(data)
            on_event(name, data)
            if name in ("done", "failed"):
                stream.close()
                return seen

    def end(self, number):
        """The exit code, and what is left of it when the kernel has had its time."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        if number == signal.SIGINT and os.listdir(self.folder.name):
            raise AssertionError(f"left in its folder: {os.listdir(self.folder.name)}")
        deadline = time.monotonic() + PATIENCE
        while (left := processes(self.marker)) and time.monotonic() < deadline:
            time.sleep(0.1)
        while (now := interfaces()) != self.interfaces and time.monotonic() < deadline:
            time.sleep(0.1)
        self.folder.cleanup()
        return code, left, now


class Cluster(unittest.TestCase):
    def check_picture(self, seen, picture, every=1):
        """All tiles are there, once, and as CPython draws them: all, or a part of them and those that had been lost."""
        self.assertIn("done", seen, seen.get("failed"))
        done, = seen["done"]
        self.assertTrue(done["equal"])
        self.assertEqual(done["lost"], 0)
        covered = set()
        for number, tile in enumerate(seen["tile"]):
            place = tile["x"], tile["y"], tile["width"], tile["height"]
            self.assertNotIn(place[:2], covered)
            covered.add(place[:2])
            if number % every == 0 or tile["moved"]:
                expected = py_mandel.mandelbrot_tile(picture["width"], picture["height"], picture["cx"], picture["cy"], picture["scale"], picture["iterations"], *place)
                self.assertEqual(base64.b64decode(tile["pixels"]), bytes(expected))
            self.assertEqual(tile["python"], "sidewinder")
        self.assertEqual(sum(tile["width"] * tile["height"] for tile in seen["tile"]), picture["width"] * picture["height"])
        self.assertEqual(sum(done["tiles"].values()), len(covered))
        return done

    def test_a_worker_that_is_killed_loses_no_tile(self):
        cluster = Running()
        try:
            small = {"width": 320, "height": 240, "cx": -0.745, "cy": 0.113, "scale": 0.03, "iterations": 300}
            done = self.check_picture(cluster.draw(workers="w1,w2", **small), small)
            self.assertEqual(set(done["tiles"]), {"w1", "w2"})
            large = {"width": 960, "height": 720, "cx": -0.7435669, "cy": 0.1314023, "scale": 0.0024, "iterations": 1000}
            for attempt in range(3):  # a client that did not come to run may see it only when all is done
                seen = cluster.draw(workers="w1,w2", kill="w1", **large)
                done = self.check_picture(seen, large, every=40)
                if seen.get("killed") and seen["killed"][0]["left"]:
                    break
            self.assertEqual(done["killed"], ["w1"])
            self.assertGreater(done["tiles"]["w1"], 0)
            self.assertGreater(done["tiles"]["w2"], seen["killed"][0]["left"] - 1)
            # From outside, and then not even the page knows beforehand; the first is started again for it.
            pids = {}

            def kill(name, data):
                if name == "tile" and pids.setdefault(data["worker"], data["pid"]) == data["pid"] and data["worker"] == "w2" and not pids.get("killed"):
                    pids["killed"] = True
                    os.kill(data["pid"], signal.SIGKILL)

            self.check_picture(cluster.draw(kill, workers="w1,w2", **large), large, every=40)
            self.assertTrue(pids.get("killed"))
            self.check_page(cluster)
        finally:
            code, left, now = cluster.end(signal.SIGINT)
        self.assertEqual((code, left, now), (0, [], cluster.interfaces))

    def check_page(self, cluster):
        for path in ("", "cluster.js", "cluster.css", "style.css", "pages.css", "theme.js", "race.js", "view.js", "numbers.js", "icon.svg"):
            self.assertEqual(cluster.get(path)[0], 200, path)
        self.assertNotIn(b"$", cluster.get("")[1])
        for path in ("main.py", "../main.py", "%2e%2e/main.py", "draw"):
            self.assertIn(cluster.get(path)[0], (404, 405), path)
        self.assertEqual(cluster.get("", Host="elsewhere.example")[0], 403)
        self.assertEqual(cluster.ask("kill", [("Origin", "http://elsewhere.example")], worker="w1")[0], 403)
        for what, parameters, status in (("draw", {}, 400), ("draw", {"workers": "w9"}, 409), ("draw", {"workers": "w1", "width": "1e9"}, 400),
                                         ("draw", {"workers": "w1", "scale": "nan"}, 400), ("kill", {"worker": "w9"}, 409), ("start", {"worker": "x"}, 409)):
            self.assertEqual(cluster.ask(what, **parameters)[0], status, (what, parameters))
        late = cluster.events()  # who comes late sees what was drawn
        name, hello = next(late)
        self.assertEqual((name, len(hello["palette"]), [worker["name"] for worker in hello["workers"]]), ("hello", 1024, ["w1", "w2"]))
        names = [next(late)[0] for _ in range(20)]
        self.assertEqual((names[0], set(names[1:])), ("start", {"tile"}))
        late.close()

    def test_loopback_one_worker_and_the_end_of_it_all(self):
        cluster = Running("--network", "loopback")
        try:
            small = {"width": 200, "height": 136, "cx": -0.65, "cy": 0.0, "scale": 3.2, "iterations": 100}
            done = self.check_picture(cluster.draw(workers="w2", **small), small)
            self.assertEqual(set(done["tiles"]), {"w2"})
        finally:
            code, left, now = cluster.end(signal.SIGKILL)  # nobody can clean up then but the kernel
        self.assertEqual((code, left, now), (-signal.SIGKILL, [], cluster.interfaces))

    def run_it(self, *options, before=()):
        return subprocess.run([SIDEWINDER, *before, DEMO / "cluster" / "main.py", *options], capture_output=True, text=True, timeout=PATIENCE)

    def test_what_is_missing_or_wrong_is_said(self):
        done = self.run_it("--once", "--network", "loopback", before=["-S"])  # without the distribution's packages
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"^cluster: No module named 'distributed'; .*scripts/setup --cluster\n$")
        for options in (["--workers", "0"], ["--once", "--kill", "--workers", "1"], ["--network", "moon"]):
            self.assertEqual(self.run_it(*options).returncode, 2, options)
        done = self.run_it("--once", "--size", "9x9", "--network", "loopback")
        self.assertEqual((done.returncode, done.stderr), (1, "cluster: width must be from 80 to 1920\n"))


if __name__ == "__main__":
    SIDEWINDER = os.path.abspath(sys.argv.pop(1))
    unittest.main()
