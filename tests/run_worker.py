#!/usr/bin/env python3
"""Tests of demos/mandelbrot/worker.py alone: the framed pipe protocol, on the Python that is given.

usage: tests/run_worker.py PYTHON [unittest options]
"""

import hashlib
import struct
import subprocess
import sys
import unittest
from pathlib import Path

PYTHON = sys.argv[1]
DEMO = Path(__file__).resolve().parent.parent / "demos" / "mandelbrot"
HELLO, RENDER, PICTURE, ERROR = 1, 2, 3, 4

sys.path.insert(0, str(DEMO))
sys.dont_write_bytecode = True
import py_mandel  # noqa: E402


def frame(kind, payload=b"", version=2, length=None):
    return struct.pack("<BBHI", version, kind, 0, len(payload) if length is None else length) + payload


def request(width=16, height=12, iterations=50, cx=-0.65, cy=0.1, scale=3.2, number=7, tile=None):
    tile = tile or (0, 0, width, height)
    return struct.pack("<IIIdddIIIII", width, height, iterations, cx, cy, scale, number, *tile)


def split_frames(data):
    frames = []
    while data:
        version, kind, reserved, length = struct.unpack("<BBHI", data[:8])
        assert (version, reserved) == (2, 0) and len(data) >= 8 + length
        frames.append((kind, data[8:8 + length]))
        data = data[8 + length:]
    return frames


class Worker(unittest.TestCase):
    def talk(self, *sent):
        """Sends the bytes; returns the frames after HELLO and the exit code."""
        run = subprocess.run([PYTHON, str(DEMO / "worker.py")], input=b"".join(sent), capture_output=True, timeout=60)
        self.assertEqual(run.stderr.decode(), "")
        frames = split_frames(run.stdout)
        self.assertEqual(frames[0][0], HELLO)
        return frames[1:], run.returncode

    def check_error(self, sent, code, *words):
        frames, returncode = self.talk(sent)
        self.assertEqual(returncode, code)
        self.assertEqual(frames[0][0], ERROR)
        for word in words:
            self.assertIn(word, frames[0][1].decode())

    def test_says_hello_with_its_name_and_version(self):
        run = subprocess.run([PYTHON, str(DEMO / "worker.py")], input=b"", capture_output=True, timeout=60)
        (kind, name), = split_frames(run.stdout)
        self.assertEqual(kind, HELLO)
        name, digest = name.decode().split("\n")
        self.assertRegex(name, r"^\w+ 3\.11\.\d+$")
        self.assertEqual(digest, hashlib.sha256((DEMO / "py_mandel.py").read_bytes()).hexdigest())

    def test_picture_is_what_the_renderer_returns(self):
        frames, code = self.talk(frame(RENDER, request()))
        self.assertEqual((len(frames), code), (1, 0))
        kind, payload = frames[0]
        self.assertEqual(kind, PICTURE)
        *tile, seconds, cpu_seconds = struct.unpack("<IIIIIdd", payload[:36])
        self.assertEqual(tile, [7, 0, 0, 16, 12])
        self.assertGreater(seconds, 0)
        self.assertGreaterEqual(cpu_seconds, 0)
        self.assertEqual(payload[36:], bytes(py_mandel.mandelbrot(16, 12, -0.65, 0.1, 3.2, 50)))

    def test_tile_is_that_part_of_the_picture(self):
        frames, _ = self.talk(frame(RENDER, request(tile=(3, 2, 5, 4))))
        whole = bytes(py_mandel.mandelbrot(16, 12, -0.65, 0.1, 3.2, 50))
        self.assertEqual(frames[0][1][36:], b"".join(whole[16 * row + 3:16 * row + 8] for row in range(2, 6)))

    def test_answers_in_order(self):
        frames, _ = self.talk(*(frame(RENDER, request(width=n, height=1)) for n in (1, 5, 3)))
        self.assertEqual([len(payload) - 36 for _, payload in frames], [1, 5, 3])

    def test_unknown_type_and_bad_requests_are_errors_that_it_survives(self):
        frames, code = self.talk(
            frame(9), frame(RENDER, b"short"), frame(RENDER, request(width=0)),
            frame(RENDER, request(width=1 << 20, height=1 << 20)), frame(RENDER, request(tile=(10, 0, 7, 1))),
            frame(RENDER, request()),
        )
        self.assertEqual([kind for kind, _ in frames], [ERROR] * 5 + [PICTURE])
        self.assertEqual(code, 0)
        self.assertIn(b"unknown frame type 9", frames[0][1])
        self.assertIn(b"5 bytes", frames[1][1])
        self.assertIn(b"0 x 12", frames[2][1])

    def test_other_version_ends_it(self):
        self.check_error(frame(RENDER, request(), version=1), 1, "protocol version 1")

    def test_too_long_a_frame_ends_it(self):
        self.check_error(frame(RENDER, length=1 << 30), 1, "at most 4096")

    def test_input_that_ends_within_a_frame_ends_it(self):
        whole = frame(RENDER, request())
        for size in (3, 8, len(whole) - 1):
            self.check_error(whole[:size], 1, "ended within a frame")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
