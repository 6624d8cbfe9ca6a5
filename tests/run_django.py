#!/usr/bin/env python3
"""Tests of demos/django-lite: the project on CPython and whole on Sidewinder, and execnet both ways.

usage: tests/run_django.py SIDEWINDER [unittest options]
"""

import concurrent.futures
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "demos" / "django-lite"
CPYTHON = "/usr/bin/python3"
SIDEWINDER = None  # from the command line


# A shell's background jobs ignore SIGINT, and so would the servers that are interrupted here.
signal.signal(signal.SIGINT, signal.default_int_handler)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def children_of(pid):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


class Site:
    """The project, served by runserver in a session of its own."""

    def __init__(self, python, sidewinder=None):
        self.address = f"http://127.0.0.1:{free_port()}/"
        command = [python, PROJECT / "manage.py", "runserver", "--noreload", self.address[7:-1]]
        environment = dict(os.environ, SIDEWINDER=str(sidewinder or SIDEWINDER))
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, start_new_session=True)
        self.wait_until_it_answers(60)

    def wait_until_it_answers(self, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return self.get("engine/")
            except urllib.error.URLError:
                time.sleep(0.1)
        self.process.kill()
        raise AssertionError(f"the project does not start: {self.process.communicate()[1].decode()[-800:]}")

    def get(self, path):
        """(status, headers, body)"""
        try:
            with urllib.request.urlopen(self.address + path, timeout=100) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    def interrupt(self):
        """Ctrl-C, which the whole group gets; what was written to stderr."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.communicate(timeout=30)[1].decode()


class Views:
    """What holds on either engine."""

    python = engine = None

    @classmethod
    def setUpClass(cls):
        cls.site = Site(cls.python())

    @classmethod
    def tearDownClass(cls):
        if cls.site.process.poll() is None:
            cls.site.interrupt()

    def picture(self, view, query=""):
        status, headers, body = self.site.get(f"{view}/?{query}")
        self.assertEqual((status, headers["Content-Type"]), (200, "image/bmp"), body[:200])
        self.assertGreater(float(headers["X-Seconds"]), 0)
        return headers["X-Engine"], body

    def test_render_runs_where_the_project_runs_and_jit_render_on_sidewinder(self):
        engine, plain = self.picture("render")
        self.assertEqual(engine, self.engine)
        engine, jit = self.picture("jit_render")
        self.assertEqual(engine, "sidewinder")
        self.assertEqual(plain, jit)

    def test_the_picture_is_a_whole_bmp(self):
        for w, h in ((1, 1), (33, 7), (64, 48)):
            _, body = self.picture("jit_render", f"w={w}&h={h}")
            self.assertEqual(body[:2], b"BM")
            self.assertEqual(int.from_bytes(body[2:6], "little"), len(body))
            self.assertEqual((int.from_bytes(body[18:22], "little"), int.from_bytes(body[22:26], "little")), (w, h))
            self.assertEqual(len(body), 14 + 40 + 1024 + (w + -w % 4) * h)

    def test_engine_says_where_it_runs(self):
        facts = json.loads(self.site.get("engine/")[2])
        self.assertEqual(facts["engine"], self.engine)
        self.assertEqual(facts["process"], self.site.process.pid)

    def test_the_page_and_what_it_needs(self):
        status, _, body = self.site.get("")
        self.assertEqual(status, 200)
        self.assertIn(f'<b id="engine">{self.engine}</b>', body.decode())
        for path in re.findall(r'(?:href|src)="/([^"]+)"', body.decode()):
            self.assertEqual(self.site.get(path)[0], 200, path)

    def test_sizes_that_are_none_are_refused_with_the_bounds(self):
        for view in ("render", "jit_render"):
            for query in ("w=0", "w=2049", "h=-1", "h=", "w=x", "w=1e3", "w=" + "9" * 5000):
                status, _, body = self.site.get(f"{view}/?{query}")
                self.assertEqual(status, 400, query[:20])
                self.assertRegex(body.decode(), r"^[wh] must be a whole number from 1 to \d+$")
        self.assertEqual(self.site.get("nothing/")[0], 404)

    def test_many_at_once(self):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            views = ["render", "jit_render"] * 8
            pictures = list(pool.map(lambda view: self.picture(view, "w=32&h=24")[1], views))
        self.assertEqual(len(set(pictures)), 1)

    def test_a_sidewinder_that_was_killed_is_replaced(self):
        _, before = self.picture("jit_render")
        killed = children_of(self.site.process.pid)
        self.assertEqual(len(killed), 1)
        os.kill(killed[0], signal.SIGKILL)
        _, after = self.picture("jit_render")
        self.assertEqual(before, after)
        self.assertNotEqual(children_of(self.site.process.pid), killed)


class OnCPython(Views, unittest.TestCase):
    python, engine = staticmethod(lambda: CPYTHON), "cpython"

    def test_without_a_sidewinder_jit_render_says_so_and_render_works(self):
        site = Site(CPYTHON, "/nowhere/sidewinder")
        status, _, body = site.get("jit_render/")
        self.assertEqual(status, 503)
        self.assertIn("/nowhere/sidewinder is not there: scripts/setup builds it", body.decode())
        self.assertEqual(site.get("render/?w=16&h=12")[0], 200)
        site.interrupt()


class OnSidewinder(Views, unittest.TestCase):
    python, engine = staticmethod(lambda: SIDEWINDER), "sidewinder"


class Ends(unittest.TestCase):
    def test_ctrl_c_ends_both_processes_without_a_traceback(self):
        for python in (CPYTHON, SIDEWINDER):
            site = Site(python)
            site.get("jit_render/?w=16&h=12")
            children = children_of(site.process.pid)
            errors = site.interrupt()
            self.assertEqual(site.process.returncode, 0)
            self.assertNotIn("Traceback", errors)
            deadline = time.monotonic() + 10
            while any(os.path.exists(f"/proc/{child}") for child in children) and time.monotonic() < deadline:
                time.sleep(0.05)
            self.assertFalse([child for child in children if os.path.exists(f"/proc/{child}")])


EXECNET = """
import sys
sys.path.append("/usr/lib/python3/dist-packages")
import execnet
group = execnet.Group()
gateway = group.makegateway("popen//python=" + sys.argv[1])
channel = gateway.remote_exec('''
    import sys
    channel.send(sys.implementation.name)
    for item in channel:
        channel.send(item)
''')
print(sys.implementation.name, "->", channel.receive())
for item in (0, -2**31, 2**100, 1.5, "snake \\u1234", b"bytes" * 20000, None, True, (1, (2,)), [1, [2]], {"a": {1: 2}}, {3, 4}, 1j):
    channel.send(item)
    assert channel.receive() == item, item
broken = gateway.remote_exec("1 / 0")
try:
    broken.waitclose()
except broken.RemoteError as error:
    print("its errors come back:", str(error).strip().splitlines()[-1])
channels = [gateway.remote_exec("channel.send(channel.receive() ** 2)") for _ in range(20)]
for number, each in enumerate(channels):
    each.send(number)
print(sum(each.receive() for each in channels))
group.terminate(timeout=5)
"""


class Execnet(unittest.TestCase):
    def test_both_ways(self):
        for here, there, names in ((CPYTHON, SIDEWINDER, "cpython -> sidewinder"), (SIDEWINDER, CPYTHON, "sidewinder -> cpython"),
                                   (SIDEWINDER, SIDEWINDER, "sidewinder -> sidewinder")):
            result = subprocess.run([here, "-c", EXECNET, there], capture_output=True, text=True, timeout=100)
            self.assertEqual(result.stderr, "")
            self.assertEqual(result.stdout, f"{names}\nits errors come back: ZeroDivisionError: division by zero\n2470\n")


class Server(unittest.TestCase):
    def test_the_pixels_are_those_of_the_showcase(self):
        """Shades are the kernel's; colours are checked against the palette in demos/mandelbrot/picture_file.cpp by its own formula."""
        sys.dont_write_bytecode = True
        sys.path.insert(0, str(PROJECT / "mandelbrot"))
        import py_mandel
        shades = py_mandel.kernel.mandelbrot(40, 30, -0.65, 0.0, 3.2, 255)
        body = py_mandel.mandelbrot(40, 30)[14 + 40 + 1024:]
        self.assertEqual(b"".join(body[row * 40:row * 40 + 40] for row in reversed(range(30))), bytes(shades))
        self.assertEqual([tuple(py_mandel.PALETTE[4 * i:4 * i + 4]) for i in (0, 1)], [(0, 0, 0, 0), (44, 10, 4, 0)])


if __name__ == "__main__":
    SIDEWINDER = os.path.abspath(sys.argv.pop(1))
    unittest.main()
