#!/usr/bin/env python3
"""Tests of the Mandelbrot showcase as a whole: the server with its two workers, over HTTP.

usage: tests/run_showcase.py SERVER SIDEWINDER [unittest options]
"""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import unittest
import urllib.error
import urllib.request

SERVER, SIDEWINDER = sys.argv[1:3]
CPYTHON = "/usr/bin/python3"
PICTURE = "w=64&h=48&cx=-0.65&cy=0&scale=3.2&iterations=100"
SLOW_PICTURE = "w=2048&h=2048&cx=0&cy=0&scale=0.01&iterations=100000"  # minutes, on any engine


class Showcase:
    """A running server."""

    def __init__(self, *options):
        command = [SERVER, "--port", "0", "--sidewinder", SIDEWINDER, "--python", CPYTHON, *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        match = re.search(r"http://[\d.]+:\d+/", line)
        if not match:
            raise AssertionError(f"the server did not start: {line!r}")
        self.address = match.group()

    def get(self, path):
        """(status, headers, body)"""
        try:
            with urllib.request.urlopen(self.address + path, timeout=100) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def picture(self, engine, query=PICTURE):
        return self.get(f"render/{engine}.bmp?{query}")

    def status(self):
        return json.loads(self.get("status")[2])

    def stop(self, how=signal.SIGINT):
        """Seconds until it ended, and its exit code."""
        start = time.monotonic()
        self.process.send_signal(how)
        code = self.process.wait(timeout=10)
        self.process.stdout.close()
        return time.monotonic() - start, code


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class WithServer(unittest.TestCase):
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.showcase = Showcase(*cls.options)

    @classmethod
    def tearDownClass(cls):
        cls.showcase.stop()


class Pictures(WithServer):
    def test_page_is_served_and_needs_nothing_from_elsewhere(self):
        status, headers, body = self.showcase.get("")
        self.assertEqual(status, 200)
        self.assertIn("text/html", headers["Content-Type"])
        self.assertNotRegex(body.decode(), r'(src|href)="https?:')

    def test_both_engines_send_the_same_bytes(self):
        status, headers, cpython = self.showcase.picture("cpython")
        self.assertEqual((status, headers["Content-Type"]), (200, "image/bmp"))
        self.assertGreater(float(headers["X-Render-Seconds"]), 0)
        status, headers, sidewinder = self.showcase.picture("sidewinder")
        self.assertEqual((status, headers["Content-Type"]), (200, "image/bmp"))
        self.assertGreater(float(headers["X-Render-Seconds"]), 0)
        self.assertEqual(cpython, sidewinder)

    def test_picture_is_a_bmp_of_the_size_asked_for(self):
        body = self.showcase.picture("cpython", "w=31&h=7&iterations=10")[2]
        self.assertEqual(body[:2], b"BM")
        self.assertEqual(int.from_bytes(body[18:22], "little"), 31)
        self.assertEqual(int.from_bytes(body[22:26], "little"), 7)
        self.assertEqual(len(set(body[54:])) > 1, True, "the picture is of one colour")

    def test_parameters_have_defaults(self):
        status, _, body = self.showcase.picture("sidewinder", "")
        self.assertEqual(status, 200)
        self.assertEqual(int.from_bytes(body[18:22], "little"), 320)

    def test_more_iterations_than_a_byte_holds(self):
        query = "w=40&h=30&cx=-0.7436&cy=0.1318&scale=0.01&iterations=1000"
        self.assertEqual(self.showcase.picture("cpython", query)[2], self.showcase.picture("sidewinder", query)[2])

    def test_requests_at_once_are_all_answered_or_told_to_wait(self):
        statuses = []
        threads = [
            threading.Thread(target=lambda: statuses.append(self.showcase.picture("cpython")[0])) for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(statuses), 12)
        self.assertIn(200, statuses)
        self.assertLessEqual(set(statuses), {200, 503})


class BadRequests(WithServer):
    def check(self, query, *words):
        status, headers, body = self.showcase.picture("cpython", query)
        self.assertEqual(status, 400, query)
        self.assertIn("text/plain", headers["Content-Type"])
        for word in words:
            self.assertIn(word, body.decode())

    def test_parameter_out_of_range_is_named_with_its_range(self):
        self.check("w=0", "w must be", "from 1 to 2048")
        self.check("h=100000", "h must be", "from 1 to 2048")
        self.check("iterations=0", "iterations must be", "1 to 100000")
        self.check("cx=5", "cx must be", "-4 to 4")
        self.check("cy=-1e300", "cy must be", "-4 to 4")
        self.check("scale=0", "scale must be", "1e-14 to 16")

    def test_text_that_is_no_number(self):
        for value in ("", "x", "1.5", "-3", "1e3", "9" * 50, "12;", "%00", "1%0a", "0x10"):
            self.check("w=" + value, "w must be a whole number")
        for value in ("", "x", "nan", "inf", "1,5", "--1", "1e999"):
            self.check("cx=" + value, "cx must be a number")

    def test_unknown_paths_are_404(self):
        for path in ("render/pypy.bmp", "render/cpython.png", "render/", "nothing", "render/../main.cpp"):
            self.assertEqual(self.showcase.get(path)[0], 404, path)

    def test_server_still_works_afterwards(self):
        self.assertEqual(self.showcase.picture("cpython")[0], 200)


class Recovery(WithServer):
    options = ("--timeout", "2")

    def test_killed_worker_is_replaced(self):
        for engine in ("cpython", "sidewinder"):
            before = self.showcase.status()[engine]
            os.kill(before["pid"], signal.SIGKILL)
            self.assertEqual(self.showcase.picture(engine)[0], 200)
            after = self.showcase.status()[engine]
            self.assertNotEqual(before["pid"], after["pid"])
            self.assertEqual(before["restarts"] + 1, after["restarts"])

    def test_hanging_worker_is_replaced(self):
        pid = self.showcase.status()["sidewinder"]["pid"]
        os.kill(pid, signal.SIGSTOP)
        status, _, body = self.showcase.picture("sidewinder")
        self.assertEqual(status, 504)
        self.assertIn("in time", body.decode())
        self.assertFalse(is_alive(pid))
        self.assertEqual(self.showcase.picture("sidewinder")[0], 200)

    def test_too_large_a_picture_is_given_up(self):
        status, _, body = self.showcase.picture("cpython", SLOW_PICTURE)
        self.assertEqual(status, 504)
        self.assertIn("smaller", body.decode())
        self.assertEqual(self.showcase.picture("cpython")[0], 200)


class Stopping(unittest.TestCase):
    def test_signals_end_server_and_workers(self):
        for how in (signal.SIGINT, signal.SIGTERM):
            showcase = Showcase()
            workers = [engine["pid"] for engine in showcase.status().values()]
            seconds, code = showcase.stop(how)
            self.assertEqual(code, 0)
            self.assertLess(seconds, 5)
            self.assertEqual([is_alive(pid) for pid in workers], [False, False])

    def test_stops_in_the_middle_of_a_picture(self):
        showcase = Showcase()
        workers = [engine["pid"] for engine in showcase.status().values()]

        def ask():
            try:
                showcase.picture("cpython", SLOW_PICTURE)
            except OSError:
                pass  # the server went away, as it should

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.3)
        seconds, code = showcase.stop()
        asking.join()
        self.assertEqual(code, 0)
        self.assertLess(seconds, 5)
        self.assertEqual([is_alive(pid) for pid in workers], [False, False])


class CommandLine(unittest.TestCase):
    def run_server(self, *options):
        return subprocess.run([SERVER, *options], capture_output=True, text=True, timeout=30)

    def check_refused(self, *options, code=2, says):
        run = self.run_server(*options)
        self.assertEqual(run.returncode, code, run.stderr)
        self.assertIn(says, run.stderr)

    def test_mistakes_are_named(self):
        self.check_refused("--port", "70000", says="--port must be a whole number from 0 to 65535")
        self.check_refused("--port", "x", says="--port must be")
        self.check_refused("--port", says="--port needs a value")
        self.check_refused("--wrong", "1", says="unknown option --wrong")
        self.check_refused("--sidewinder", "/no/such/program", says="--sidewinder: /no/such/program")
        self.check_refused("--sidewinder", SIDEWINDER, "--files", "/nowhere", says="--files")

    def test_engine_that_is_no_python_is_told_at_the_start(self):
        self.check_refused("--port", "0", "--sidewinder", "/bin/false", code=1, says="sidewinder: the worker")
        self.check_refused("--port", "0", "--sidewinder", SIDEWINDER, "--python", "no-such-python", code=1,
                           says="cannot start no-such-python")

    def test_port_in_use(self):
        showcase = Showcase()
        self.addCleanup(showcase.stop)
        port = re.search(r":(\d+)/", showcase.address).group(1)
        self.check_refused("--sidewinder", SIDEWINDER, "--port", port, code=1, says=f"port {port}")

    def test_help(self):
        run = self.run_server("--help")
        self.assertEqual(run.returncode, 0)
        self.assertIn("--port", run.stdout)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
