#!/usr/bin/env python3
"""Tests of the Mandelbrot showcase as a whole: the server with its workers, over HTTP.

usage: tests/run_showcase.py SERVER SIDEWINDER [unittest options]
"""

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
from pathlib import Path

from showcase import CPYTHON, Showcase, events_of, is_alive, processor_seconds

SERVER, SIDEWINDER = sys.argv[1:3]
PICTURE = "w=64&h=48&cx=-0.65&cy=0&scale=3.2&iterations=100"
SLOW_PICTURE = "w=2048&h=2048&cx=0&cy=0&scale=0.01&iterations=100000"  # minutes, on any engine


def start(*options):
    return Showcase(SERVER, SIDEWINDER, *options)


class WithServer(unittest.TestCase):
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.showcase = start(*cls.options)

    @classmethod
    def tearDownClass(cls):
        cls.showcase.stop()


class Pictures(WithServer):
    def test_page_is_served_and_needs_nothing_from_elsewhere(self):
        status, headers, body = self.showcase.get("")
        self.assertEqual(status, 200)
        self.assertIn("text/html", headers["Content-Type"])
        self.assertNotRegex(body.decode(), r'(src|href)="https?:')
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        for path in re.findall(r'(?:src|href)="([^"#:]+)"', body.decode()):
            self.assertEqual(self.showcase.get(path.lstrip("/"))[0], 200, path)

    def test_both_engines_send_the_same_bytes(self):
        status, headers, cpython = self.showcase.picture("cpython", PICTURE)
        self.assertEqual((status, headers["Content-Type"]), (200, "image/bmp"))
        self.assertGreater(float(headers["X-Render-Seconds"]), 0)
        status, headers, sidewinder = self.showcase.picture("sidewinder", PICTURE)
        self.assertEqual((status, headers["Content-Type"]), (200, "image/bmp"))
        self.assertGreater(float(headers["X-Render-Seconds"]), 0)
        self.assertEqual(cpython, sidewinder)

    def test_picture_is_a_bmp_of_the_size_asked_for(self):
        body = self.showcase.picture("cpython", "w=31&h=7&iterations=10")[2]
        self.assertEqual(body[:2], b"BM")
        self.assertEqual(int.from_bytes(body[18:22], "little"), 31)
        self.assertEqual(int.from_bytes(body[22:26], "little"), 7)
        self.assertEqual(len(set(body[54:])) > 1, True, "the picture is of one colour")

    def test_png_and_both_times(self):
        status, headers, body = self.showcase.picture("cpython", PICTURE, "png")
        self.assertEqual((status, headers["Content-Type"], body[:4]), (200, "image/png", b"\x89PNG"))
        self.assertGreater(float(headers["X-Render-Seconds"]), 0)
        self.assertGreater(float(headers["X-Render-Cpu-Seconds"]), 0)

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
            threading.Thread(target=lambda: statuses.append(self.showcase.picture("cpython", PICTURE)[0])) for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(statuses), 12)
        self.assertIn(200, statuses)
        self.assertLessEqual(set(statuses), {200, 503})


class Api(WithServer):
    def test_healthz(self):
        self.assertEqual(json.loads(self.showcase.get("healthz")[2]), {"status": "ok"})

    def test_engines_say_what_they_are_and_run_the_same_source(self):
        engines = self.showcase.engines()
        self.assertEqual(set(engines), {"cpython", "sidewinder"})
        self.assertRegex(engines["cpython"]["version"], r"^cpython 3\.11\.")
        self.assertRegex(engines["sidewinder"]["version"], r"^sidewinder 3\.11\.")
        source = os.path.join(os.path.dirname(__file__), "..", "demos", "mandelbrot", "py_mandel.py")
        with open(source, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        self.assertEqual({engine["source_sha256"] for engine in engines.values()}, {digest})

    def test_host(self):
        host = json.loads(self.showcase.get("api/host")[2])
        self.assertEqual(host["cores"], len(os.sched_getaffinity(0)))
        self.assertEqual(host["engines_run"], "side by side" if host["cores"] >= 4 else "in turn")

    def test_head_and_other_methods(self):
        self.assertEqual(self.showcase.get("healthz", "HEAD")[::2], (200, b""))
        self.assertEqual(self.showcase.get("healthz", "POST")[0], 405)


class Races(WithServer):
    def tearDown(self):
        self.showcase.wait_until_idle()

    def test_tiles_are_the_picture_on_both_sides(self):
        (first, start_data), *tiles, (last, done) = self.showcase.race("w=150&h=100&iterations=500")
        self.assertEqual((first, last), ("start", "done"))
        self.assertEqual({event for event, _ in tiles}, {"tile"})
        self.assertEqual(len(tiles), 2 * start_data["tiles"])
        for side, engine in enumerate(("cpython", "sidewinder")):
            own = [tile for _, tile in tiles if tile["side"] == side]
            self.assertEqual({tile["engine"] for tile in own}, {engine})
            self.assertEqual(sum(tile["w"] * tile["h"] for tile in own), 150 * 100)
            self.assertEqual(len({(tile["x"], tile["y"]) for tile in own}), start_data["tiles"])
            self.assertAlmostEqual(sum(tile["ms"] for tile in own), done["sides"][side]["ms"], places=3)
        self.assertEqual((done["equal"], done["different_pixels"], done["pixels"]), (True, 0, 15000))

    def test_tiles_are_the_same_pixels_as_the_whole(self):
        tiles = [data for event, data in self.showcase.race("w=90&h=70&iterations=900&cx=-0.75&cy=0.1&scale=0.02")
                 if event == "tile"]
        self.assertGreater(len(tiles), 4)
        tile = tiles[-1]
        worker = os.path.join(os.path.dirname(__file__), "..", "demos", "mandelbrot")
        sys.path.insert(0, worker)
        sys.dont_write_bytecode = True
        import py_mandel
        whole = py_mandel.mandelbrot(90, 70, -0.75, 0.1, 0.02, 900)
        rows = [whole[(tile["y"] + row) * 90 + tile["x"]:][:tile["w"]] for row in range(tile["h"])]
        part = py_mandel.mandelbrot_tile(90, 70, -0.75, 0.1, 0.02, 900, tile["x"], tile["y"], tile["w"], tile["h"])
        self.assertEqual(b"".join(rows), bytes(part))

    def test_no_tile_is_more_than_a_twentieth_of_a_second_of_work(self):
        """400,000 turns of the inner loop at most, some 30 ms of CPython."""
        for width, height, iterations in ((64, 48, 50), (320, 240, 255), (1024, 768, 10000), (2048, 2048, 255), (2048, 2048, 10000), (1024, 768, 100000)):
            with urllib.request.urlopen(f"{self.showcase.address}race?w={width}&h={height}&iterations={iterations}&cx=4&cy=4", timeout=60) as answer:
                events = events_of(answer)
                _, start = next(events)
                _, tile = next(events)
            self.assertLessEqual(tile["w"] * tile["h"] * iterations, 400000)
            self.assertGreaterEqual(start["tiles"] * tile["w"] * tile["h"], width * height)

    def test_cold_race_runs_in_fresh_processes(self):
        self.showcase.race("w=32&h=24")
        before = self.showcase.engines()["sidewinder"]
        *_, (event, _) = self.showcase.race("w=32&h=24&cold=1")
        self.assertEqual(event, "done")
        after = self.showcase.engines()["sidewinder"]
        self.assertNotEqual({worker["pid"] for worker in before["workers"]}, {worker["pid"] for worker in after["workers"]})
        self.assertEqual(before["restarts"], after["restarts"])

    def test_same_engine_on_both_sides(self):
        *_, (event, done) = self.showcase.race("w=32&h=24&left=sidewinder&right=sidewinder")
        self.assertEqual((event, done["equal"]), ("done", True))

    def test_unknown_engine_is_named(self):
        status, _, body = self.showcase.get("race?left=perl")
        self.assertEqual((status, json.loads(body)["parameter"]), (400, "left"))
        self.assertIn("cpython, sidewinder", json.loads(body)["error"])

    def test_closing_cancels(self):
        """Once the client is gone no worker computes for more than 100 ms (of a processor: the machine may be busy)."""
        with socket.create_connection(("127.0.0.1", self.showcase.port)) as client:
            client.sendall(b"GET /race?w=1024&h=1024&iterations=5000 HTTP/1.1\r\nHost: x\r\n\r\n")
            got = b""
            while got.count(b"event: tile") < 3:
                got += client.recv(65536)
            pids = [worker["pid"] for engine in self.showcase.engines().values() for worker in engine["workers"]
                    if worker["busy"]]
            self.assertEqual(len(pids), 2)
        before = {pid: processor_seconds(pid) for pid in pids}
        deadline = time.monotonic() + 20
        while any(worker["busy"] for engine in self.showcase.engines().values() for worker in engine["workers"]):
            self.assertLess(time.monotonic(), deadline, "a worker is still busy")
            time.sleep(0.01)
        for pid in pids:
            after = processor_seconds(pid)
            self.assertLessEqual((after if after is not None else before[pid]) - before[pid], 0.11)

    def test_the_page_answers_while_every_place_for_races_is_taken(self):
        races = [socket.create_connection(("127.0.0.1", self.showcase.port)) for _ in range(40)]
        try:
            for client in races:
                client.sendall(b"GET /race?w=1024&h=1024&iterations=5000 HTTP/1.1\r\nHost: x\r\n\r\n")
            time.sleep(0.5)
            for path in ("", "healthz"):
                began = time.monotonic()
                self.assertEqual(self.showcase.get(path)[0], 200)
                self.assertLess(time.monotonic() - began, 1 + self.slack())
            status, headers, body = self.showcase.get("race")
            self.assertEqual((status, headers["Retry-After"]), (503, "2"))
            self.assertIn("try again", json.loads(body)["error"])
        finally:
            for client in races:
                client.close()

    @staticmethod
    def slack():
        """Seconds that a busy machine may cost."""
        return os.getloadavg()[0] / len(os.sched_getaffinity(0)) / 4


class FirstSecond(WithServer):
    query = "w=32&h=24&iterations=255"

    def follow(self, engine):
        with urllib.request.urlopen(f"{self.showcase.address}first-second?engine={engine}&{self.query}", timeout=100) as answer:
            return list(events_of(answer))

    def test_a_fresh_process_draws_for_a_second(self):
        counts = {}
        self.showcase.race("w=32&h=24")  # now the first processes are no longer fresh
        for engine in ("cpython", "sidewinder"):
            before = {worker["pid"] for worker in self.showcase.engines()[engine]["workers"]}
            *pictures, (event, done) = self.follow(engine)
            self.assertEqual((event, done["engine"], {event for event, _ in pictures}), ("done", engine, {"picture"}))
            self.assertGreaterEqual(sum(data["cpu_ms"] for _, data in pictures), 1000)
            self.assertLess(sum(data["cpu_ms"] for _, data in pictures[:-1]), 1000)
            self.assertNotEqual(before, {worker["pid"] for worker in self.showcase.engines()[engine]["workers"]}, "no fresh process")
            counts[engine] = [data["cpu_ms"] for _, data in pictures]
        self.assertGreater(len(counts["sidewinder"]), 5 * len(counts["cpython"]))
        self.assertGreater(counts["sidewinder"][0], 2 * sorted(counts["sidewinder"])[len(counts["sidewinder"]) // 2], "the first picture has the compiling in it")

    def test_mistakes_are_named(self):
        for query, parameter in (("engine=perl", "engine"), ("", "engine"), ("engine=cpython&w=0", "w")):
            status, _, body = self.showcase.get("first-second?" + query)
            self.assertEqual((status, json.loads(body)["parameter"]), (400, parameter), query)

    def test_closing_cancels(self):
        with socket.create_connection(("127.0.0.1", self.showcase.port)) as client:
            client.sendall(b"GET /first-second?engine=cpython HTTP/1.1\r\nHost: x\r\n\r\n")
            got = b""
            while b"event: picture" not in got:
                got += client.recv(65536)
        self.showcase.wait_until_idle()


class BadRequests(WithServer):
    def check(self, query, *words):
        status, headers, body = self.showcase.picture("cpython", query)
        self.assertEqual(status, 400, query)
        self.assertEqual("application/json", headers["Content-Type"])
        answer = json.loads(body)
        self.assertEqual(answer["parameter"], query.split("=")[0])
        for word in words:
            self.assertIn(word, answer["error"])
        return answer

    def test_parameter_out_of_range_is_named_with_its_range(self):
        self.check("w=0", "w must be", "from 1 to 4096")
        self.check("h=100000", "h must be", "from 1 to 4096")
        self.check("iterations=0", "iterations must be", "1 to 100000")
        self.check("cx=5", "cx must be", "-4 to 4")
        self.check("cy=-1e300", "cy must be", "-4 to 4")
        self.check("scale=0", "scale must be", "1e-14 to 16")

    def test_bounds_are_in_the_answer(self):
        answer = self.check("iterations=0")
        self.assertEqual((answer["minimum"], answer["maximum"]), ("1", "100000"))

    def test_too_many_pixels(self):
        status, _, body = self.showcase.picture("cpython", "w=4096&h=4096")
        self.assertEqual(status, 400)
        self.assertIn("at most 4194304 pixels", json.loads(body)["error"])

    def test_text_that_is_no_number(self):
        for value in ("", "x", "1.5", "-3", "1e3", "9" * 50, "12;", "%00", "1%0a", "0x10"):
            self.check("w=" + value, "w must be a whole number")
        for value in ("", "x", "nan", "inf", "1,5", "--1", "1e999"):
            self.check("cx=" + value, "cx must be a number")

    def test_unknown_paths_are_404(self):
        for path in ("render/pypy.bmp", "render/cpython.gif", "render/", "nothing", "page/index.html", "render/../main.cpp"):
            self.assertEqual(self.showcase.get(path)[0], 404, path)

    def test_server_still_works_afterwards(self):
        self.assertEqual(self.showcase.picture("cpython", PICTURE)[0], 200)


class Recovery(WithServer):
    options = ("--max-seconds", "2")

    def test_killed_worker_is_replaced(self):
        for engine in ("cpython", "sidewinder"):
            pid, before = self.showcase.worker(engine), self.showcase.engines()[engine]["restarts"]
            os.kill(pid, signal.SIGKILL)
            while is_alive(pid):
                time.sleep(0.01)
            self.assertEqual(self.showcase.picture(engine, PICTURE)[0], 200)
            self.assertNotEqual(pid, self.showcase.worker(engine))
            self.assertEqual(before + 1, self.showcase.engines()[engine]["restarts"])

    def test_worker_killed_within_a_race_is_told_and_replaced(self):
        got = []
        killed = False
        with urllib.request.urlopen(self.showcase.address + "race?w=600&h=600&iterations=1000", timeout=60) as answer:
            for event, data in events_of(answer):
                got.append((event, data))
                if event == "tile" and not killed:
                    killed = True
                    os.kill(next(worker["pid"] for worker in self.showcase.engines()["cpython"]["workers"]
                                 if worker["busy"]), signal.SIGKILL)
        event, data = got[-1]
        self.assertEqual(event, "failed")
        self.assertIn("CPython: the worker was ended by signal Killed", data["error"])
        self.assertEqual(self.showcase.race("w=32&h=24")[-1][0], "done")

    def test_hanging_worker_is_replaced(self):
        pid = self.showcase.worker("sidewinder")
        os.kill(pid, signal.SIGSTOP)
        status, _, body = self.showcase.picture("sidewinder", PICTURE)
        self.assertEqual(status, 504)
        self.assertIn("in time", json.loads(body)["error"])
        self.assertFalse(is_alive(pid))
        self.assertEqual(self.showcase.picture("sidewinder", PICTURE)[0], 200)

    def test_too_large_a_picture_is_given_up(self):
        status, _, body = self.showcase.picture("cpython", SLOW_PICTURE)
        self.assertEqual(status, 504)
        self.assertIn("smaller", body.decode())
        self.assertEqual(self.showcase.picture("cpython", PICTURE)[0], 200)


class Liars(unittest.TestCase):
    """Workers that answer, but not what was asked: noticed, ended, and the request answered with an error."""

    def check(self, change, says):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        source = os.path.join(os.path.dirname(__file__), "..", "demos", "mandelbrot")
        shutil.copy(os.path.join(source, "py_mandel.py"), folder)
        with open(os.path.join(source, "worker.py")) as file:
            text = file.read()
        old, new = change
        self.assertIn(old, text)
        with open(os.path.join(folder, "worker.py"), "w") as file:
            file.write(text.replace(old, new))
        showcase = start("--files", folder)
        self.addCleanup(showcase.stop)
        status, _, body = showcase.picture("cpython", PICTURE)
        self.assertEqual(status, 502)
        self.assertIn(says, json.loads(body)["error"])
        self.assertGreaterEqual(showcase.engines()["cpython"]["restarts"], 1)
        self.assertEqual(showcase.race(PICTURE)[-1][0], "failed")

    def test_too_few_pixels(self):
        self.check(("bytes(image)", "bytes(image)[1:]"), "does not fit the request")

    def test_another_tile(self):
        self.check(("TILE.pack(number, x,", "TILE.pack(number + 1, x,"), "does not fit the request")

    def test_values_that_the_renderer_cannot_give(self):
        self.check(("bytes(image)", "bytes([101]) * len(image)"), "does not fit the request")

    def test_another_version(self):
        self.check(("HEADER.pack(VERSION, kind,", "HEADER.pack(VERSION + (kind == PICTURE), kind,"), "not of this protocol")

    def test_times_that_are_none(self):
        self.check(("TIMES.pack(seconds,", "TIMES.pack(-1.0,"), "does not fit the request")


class Stopping(unittest.TestCase):
    def test_signals_end_server_and_workers(self):
        for how in (signal.SIGINT, signal.SIGTERM):
            showcase = start()
            workers = [showcase.worker(engine) for engine in ("cpython", "sidewinder")]
            seconds, code = showcase.stop(how)
            self.assertEqual(code, 0)
            self.assertLess(seconds, 5)
            self.assertEqual([is_alive(pid) for pid in workers], [False, False])

    def test_stops_in_the_middle_of_a_picture(self):
        showcase = start()
        workers = [showcase.worker(engine) for engine in ("cpython", "sidewinder")]

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
        self.check_refused("--engine", "sidewinder=/no/such/program", says="--engine sidewinder: /no/such/program")
        self.check_refused("--engine", "nothing", says="NAME=COMMAND")
        self.check_refused("--engine", "A B=python3", says="NAME=COMMAND")
        self.check_refused("--files", "/nowhere", says="--files")

    def test_script_names_mistakes_before_it_builds(self):
        usage = self.run_server("--help").stdout
        for options, says in (["--wrong"], "unknown option --wrong"), (["--port"], "--port needs a value"), (["8080"], "8080"):
            run = subprocess.run([Path(__file__).resolve().parent.parent / "scripts" / "demo", *options], capture_output=True, text=True, timeout=30)
            self.assertEqual((run.returncode, run.stdout), (2, ""))
            self.assertIn(says, run.stderr)
            self.assertIn(usage, run.stderr)

    def test_engine_that_is_no_python_is_told_at_the_start(self):
        self.check_refused("--port", "0", "--engine", "sidewinder=/bin/false", code=1, says="sidewinder: Sidewinder: the worker")
        self.check_refused("--port", "0", "--engine", "cpython=no-such-python", code=1, says="cannot start no-such-python")

    def test_engine_can_be_added(self):
        showcase = start("--engine", f"another={CPYTHON} -O")
        self.addCleanup(showcase.stop)
        self.assertEqual(showcase.picture("another", PICTURE)[0], 200)

    def test_port_in_use(self):
        showcase = start()
        self.addCleanup(showcase.stop)
        run = self.run_server("--port", str(showcase.port))
        self.assertEqual(run.returncode, 1)
        self.assertIn(f"port {showcase.port}", run.stderr)
        self.assertRegex(run.stderr, r"port \d+ is free: --port \d+")

    def test_help(self):
        run = self.run_server("--help")
        self.assertEqual(run.returncode, 0)
        self.assertIn("--port", run.stdout)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
