#!/usr/bin/python3
"""Tests of the desktop program (demos/wx) with real events: a display that nobody sees, a window manager, a mouse and keys by xdotool, and the
screen compared with what the renderer draws.

usage: tests/run_wx.py PYTHON [unittest options]      (scripts/setup --desktop installs what it needs; SCREENSHOTS=FOLDER leaves pictures)
"""

import os
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

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
WX = ROOT / "demos" / "wx"
PYTHON = shutil.which(sys.argv.pop(1))
sys.path[:0] = [str(WX), str(ROOT / "demos" / "mandelbrot")]

import engines  # noqa: E402
import py_mandel  # noqa: E402
from PIL import Image, ImageChops, ImageGrab  # noqa: E402
from palettes import PALETTES  # noqa: E402
from unseen_display import PATIENCE, UnseenDisplay  # noqa: E402
from view import MOST, View, tiles_of  # noqa: E402

SIZE = 320, 240
CPYTHON = "/usr/bin/python3"
RIVAL = CPYTHON
PLACE = re.compile(r"^canvas (\d+) (\d+) (\d+) (\d+)$", re.MULTILINE)
DONE = re.compile(r"^done: (.*)$", re.MULTILINE)
DRAWN = re.compile(r"^drawn (.*): (\d+)x(\d+) (\S+) (\S+) (\S+) (\d+) in (\S+) s, (\S+) s of processor$", re.MULTILINE)


def expected(width, height, view, palette=PALETTES[0]):
    """The picture as it must be."""
    shades = py_mandel.mandelbrot(width, height, view.cx, view.cy, view.scale, view.iterations)
    return Image.frombytes("RGB", (width, height), bytes(palette.colours(shades)))


class Display(UnseenDisplay):
    """With a window manager."""

    def __init__(self):
        super().__init__()
        self.environment = dict(os.environ, DISPLAY=self.name, NO_AT_BRIDGE="1", GTK_THEME="Adwaita", PYTHONDONTWRITEBYTECODE="1")
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.manager = subprocess.Popen(["openbox"], env=self.environment, stderr=subprocess.DEVNULL, start_new_session=True)

    def end(self):
        self.manager.terminate()
        self.manager.wait(PATIENCE)
        super().end()


class Explorer:
    """The program, run for real: what it says, what one sees, and what one does with it."""

    def __init__(self, display, *options):
        self.display, self.text, self.all_text = display, "", ""
        self.process = subprocess.Popen(
            [PYTHON, str(WX / "explorer.py"), "--log", "--size", "%dx%d" % SIZE, "--iterations", "60", "--rival", RIVAL, *options],
            env=display.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)

    def wait_for(self, pattern):
        """The match of a line; what came before it has been read."""
        deadline = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.text, re.MULTILINE)):
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise AssertionError(f"no {pattern!r} in {self.text!r}")
            piece = os.read(self.process.stdout.fileno(), 65536).decode()
            if not piece:
                raise AssertionError(f"it has ended ({self.process.wait()}): {self.text!r} {self.process.stderr.read().decode()}")
            self.text += piece
            self.all_text += piece
        self.text = self.text[found.end() :]
        return found

    def wait_until_shown(self):
        """The window has its place, and its picture is drawn in the size that it stays with."""
        self.wait_for(PLACE.pattern)
        self.text = self.all_text  # it may have drawn before it said where it is
        self.look_where_it_is()
        return self.wait_until_drawn()

    def look_where_it_is(self):
        self.x, self.y, self.width, self.height = map(int, PLACE.findall(self.all_text)[-1])

    def wait_until_drawn(self):
        """The view that has been drawn, in the size of the window."""
        while True:
            found = self.wait_for(DRAWN.pattern)
            self.look_where_it_is()
            if (int(found[2]), int(found[3])) == (self.width, self.height):
                break
        self.wait_for(DONE.pattern)
        return View(float(found[4]), float(found[5]), float(found[6]), int(found[7]))

    def do(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self.display.environment, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL)

    def key(self, *keys):
        self.do("key", "--delay", "40", *keys)

    def at(self, x, y):
        return "mousemove", "--sync", self.x + x, self.y + y

    def screen(self):
        return ImageGrab.grab(xdisplay=self.display.name)

    def canvas(self, left=0):
        return self.screen().crop((self.x + left, self.y, self.x + left + self.width, self.y + self.height)).convert("RGB")

    def rival(self):
        """The process of the other engine."""
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children"):
            found = subprocess.run(["pgrep", "-P", str(self.process.pid), "-f", "worker.py"], capture_output=True, text=True).stdout.split()
        return int(found[0])

    def end(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()


class Parts(unittest.TestCase):
    """What knows nothing of wx."""

    def test_tiles_cover_each_pixel_once_and_are_small(self):
        for width, height, iterations in ((320, 240, 60), (1, 1, MOST), (131, 77, 1000), (640, 480, MOST)):
            seen = bytearray(width * height)
            for x, y, w, h in tiles_of(width, height, iterations):
                self.assertTrue(w * h * iterations <= 400_000 or max(w, h) <= 8)
                for row in range(y, y + h):
                    for column in range(x, x + w):
                        seen[row * width + column] += 1
            self.assertEqual(set(seen), {1})

    def test_zooming_keeps_the_point_under_the_mouse(self):
        view = View(0.1, -0.2, 1.5, 100)
        for x, y, factor in ((0, 0, 2), (319, 10, 0.5), (160, 120, 1.25)):
            for before, after in zip(view.at(320, 240, x, y), view.zoomed(320, 240, x, y, factor).at(320, 240, x, y)):
                self.assertAlmostEqual(before, after, 12)

    def test_zooming_ends_where_floats_end(self):
        view = View()
        for _ in range(100):
            view = view.zoomed(320, 240, 0, 0, 2)
        self.assertEqual(view.scale, 1e-13)

    def test_palettes_end_where_they_begin(self):
        for palette in PALETTES:
            colours = palette.colours(bytes([1, 255]))
            self.assertLessEqual(max(abs(a - b) for a, b in zip(colours[:3], colours[3:])), 4, palette.name)

    def test_an_engine_elsewhere_draws_the_same_and_its_end_is_said(self):
        engine, view, tile = engines.Elsewhere(RIVAL), View(iterations=50), (8, 8, 16, 16)
        self.addCleanup(engine.end)
        self.assertEqual(engine.draw(64, 48, view, tile)[0], engines.Here().draw(64, 48, view, tile)[0])
        self.assertRegex(engine.name, "^CPython 3")
        engine.process.kill()
        with self.assertRaisesRegex(engines.EngineError, "has ended .signal 9"):
            engine.draw(64, 48, view, tile)
        self.assertEqual(len(engine.draw(64, 48, view, tile)[0]), 256, "it is started again")
        engines.LONGEST_TILE, longest = 0.5, engines.LONGEST_TILE
        engine.process.send_signal(signal.SIGSTOP)
        with self.assertRaisesRegex(engines.EngineError, "does not answer"):
            engine.draw(64, 48, view, tile)
        engines.LONGEST_TILE = longest
        for command, says in (("/nowhere/python", "does not start"), ("true", "has ended .exit code 0"), ("echo hello world and more", "be understood")):
            with self.assertRaisesRegex(engines.EngineError, says):
                engines.Elsewhere(command).draw(64, 48, view, tile)


class Commands(unittest.TestCase):
    def run_it(self, *command):
        environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=PATIENCE, stdin=subprocess.DEVNULL)

    def test_without_a_display_it_says_so_and_how_to_see_it(self):
        for command in ([ROOT / "scripts" / "demo-wx"], [PYTHON, WX / "explorer.py"]):
            result = self.run_it(*command)
            self.assertEqual(result.returncode, 1)
            self.assertRegex(result.stderr, r"(?s)no display.*xvfb-run")
            self.assertNotIn("Traceback", result.stderr)


class OnScreen(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.display = Display()
        cls.addClassCleanup(cls.display.end)

    def open(self, *options):
        explorer = Explorer(self.display, *options)
        self.addCleanup(explorer.end)
        return explorer

    def opened(self, *options):
        explorer = self.open(*options)
        self.view = explorer.wait_until_shown()
        self.assertEqual((explorer.width, explorer.height), SIZE)
        return explorer

    def sees(self, explorer, view, palette=PALETTES[0], left=0):
        """What is on the screen is what the renderer draws, all pixels."""
        picture, deadline = expected(explorer.width, explorer.height, view, palette), time.monotonic() + 10
        explorer.do("mousemove", "--sync", 2, 2)
        while (box := ImageChops.difference(explorer.canvas(left), picture).getbbox()) and time.monotonic() < deadline:
            time.sleep(0.1)
        self.keep(explorer)
        self.assertIsNone(box, "they differ")

    def keep(self, explorer):
        if folder := os.environ.get("SCREENSHOTS"):
            explorer.screen().save(Path(folder, self.id().rpartition(".")[2] + ".png"))

    def is_near(self, view, other):
        for name in ("cx", "cy", "scale"):
            self.assertAlmostEqual(getattr(view, name), getattr(other, name), delta=1e-9 * other.scale, msg=name)
        self.assertEqual(view.iterations, other.iterations)

    def test_the_screen_shows_what_the_renderer_draws(self):
        explorer = self.opened()
        self.assertEqual(self.view, View(iterations=60))
        self.sees(explorer, self.view)

    def test_the_mouse_zooms_moves_and_draws_a_box(self):
        explorer, view = self.opened(), View(iterations=60)
        for words, factor in ((("click", 4), 1.25), (("click", 5), 0.8), (("click", 1), 2.0), (("click", 3), 0.5)):
            explorer.do(*explorer.at(100, 80), *words)
            view = view.zoomed(*SIZE, 100, 80, factor)
            self.is_near(explorer.wait_until_drawn(), view)
        explorer.do(*explorer.at(60, 40), "mousedown", 1, *explorer.at(100, 60), *explorer.at(140, 100))
        time.sleep(0.3)
        explorer.do("mouseup", 1)
        view = view.boxed(*SIZE, (60, 40, 140, 100))
        self.is_near(shown := explorer.wait_until_drawn(), view)
        self.sees(explorer, shown)
        explorer.do(*explorer.at(60, 40), "mousedown", 2, *explorer.at(92, 40), "mouseup", 2)
        self.is_near(explorer.wait_until_drawn(), view.moved(-0.1, 0))

    def test_keys(self):
        explorer, view = self.opened(), View(iterations=60)
        for key, then in (("plus", view.zoomed(*SIZE, 160, 120, 2)), ("BackSpace", view), ("Left", view.moved(-0.15, 0)), ("Home", View()),
                          ("Next", View(iterations=100)), ("Prior", View())):
            explorer.key(key)
            self.is_near(shown := explorer.wait_until_drawn(), then)
        explorer.key("p")
        explorer.wait_for(f"^palette {PALETTES[1].name}$")
        self.sees(explorer, shown, PALETTES[1])

    def test_the_slider_and_the_menu_by_keys_alone(self):
        explorer = self.opened()
        explorer.key("Tab", "Right")
        self.assertEqual(explorer.wait_until_drawn().iterations, round(2 ** (48 / 8)))
        explorer.key("alt+p", "Down", "Return")
        self.is_near(explorer.wait_until_drawn(), View(-0.7453, 0.1127, 0.0065, 600))

    def test_save_by_the_dialog(self):
        explorer = self.opened()
        with tempfile.TemporaryDirectory() as folder:
            for keys, kind in (("ctrl+s", "PNG"), ("ctrl+b", "BMP")):
                path = Path(folder, f"picture.{kind.lower()}")
                self.choose_file(explorer, keys, kind, path)
                explorer.wait_for(f"^saved {re.escape(str(path))}$")
                with Image.open(path) as picture:
                    self.assertEqual(picture.format, kind)
                    self.assertIsNone(ImageChops.difference(picture.convert("RGB"), expected(*SIZE, self.view)).getbbox())

    def choose_file(self, explorer, keys, kind, path):
        explorer.key(keys)
        explorer.do("search", "--sync", "--onlyvisible", "--name", f"^Save as {kind}", "windowactivate", "--sync")
        explorer.key("ctrl+a")
        explorer.do("type", "--delay", "20", str(path))
        explorer.key("Return")

    def test_save_where_nothing_can_be_written(self):
        with tempfile.TemporaryDirectory() as folder:
            result = subprocess.run([PYTHON, WX / "explorer.py", "--size", "160x120", "--iterations", "20", "--save", f"{folder}/no/picture.png"],
                                    env=self.display.environment, capture_output=True, text=True, timeout=PATIENCE)
            self.assertEqual(result.returncode, 1)
            self.assertIn("picture.png cannot be written", result.stderr)

    def test_save_and_end(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, kind in (("a.png", "PNG"), ("a.bmp", "BMP")):
                subprocess.run([PYTHON, WX / "explorer.py", "--size", "320x240", "--iterations", "20", "--save", f"{folder}/{name}"],
                               env=self.display.environment, check=True, timeout=PATIENCE, stderr=subprocess.DEVNULL)
                with Image.open(f"{folder}/{name}") as picture:
                    self.assertEqual(picture.format, kind)
                    self.assertIsNone(ImageChops.difference(picture.convert("RGB"), expected(*picture.size, View(iterations=20))).getbbox())

    def test_race_side_by_side_and_alone_again(self):
        explorer = self.opened()
        explorer.key("r")
        self.race_is_right(explorer)
        explorer.do(*explorer.at(100, 80), "click", 1)
        self.assertRegex(explorer.wait_for(DONE.pattern)[1], "equal pictures$")
        rival = explorer.rival()
        explorer.key("r")
        self.assertNotIn("times faster", explorer.wait_for(DONE.pattern)[1])
        deadline = time.monotonic() + 10
        while Path(f"/proc/{rival}").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertFalse(Path(f"/proc/{rival}").exists(), "the rival stays")

    def race_is_right(self, explorer):
        """Both pictures are on the screen, the second one beside the first."""
        view = View(iterations=60)
        while [drawn[1:3] for drawn in DRAWN.findall(explorer.all_text)[-2:]] != [("320", "240")] * 2:
            self.assertRegex(explorer.wait_for(DONE.pattern)[1], r"^\S+ 3\S+ is \d+\.\d times faster, equal pictures$")
        explorer.key("p", "p", "p", "p")  # by the end of it the window has its place
        explorer.wait_for(f"^palette {PALETTES[0].name}$")
        explorer.look_where_it_is()
        self.assertEqual((explorer.width, explorer.height), SIZE)
        self.sees(explorer, view)
        self.sees(explorer, view, left=explorer.width + 6)

    def test_a_race_in_a_large_window_at_a_famous_place(self):
        explorer = self.open("--race", "--size", "600x420", "--place=-0.7453,0.1127,0.0065", "--iterations", "200", "--palette", "Sidewinder")
        self.assertRegex(explorer.wait_for(DONE.pattern)[1], r"^\S+ 3\S+ is \d+\.\d times faster, equal pictures$")
        explorer.look_where_it_is()
        self.assertEqual((explorer.width, explorer.height), (600, 420))
        self.sees(explorer, View(-0.7453, 0.1127, 0.0065, 200), next(palette for palette in PALETTES if palette.name == "Sidewinder"))
        if folder := os.environ.get("SCREENSHOTS"):
            screen = explorer.screen().convert("RGB")
            screen.crop(screen.getbbox()).save(Path(folder, "wx-race.png"))  # nothing but the window is not black

    def test_a_rival_that_dies_is_said_and_comes_back(self):
        explorer = self.opened("--race")
        explorer.key("Prior", "Prior", "Prior")
        explorer.wait_for("^drawing 320x240 480$")
        time.sleep(0.5)  # the tile of the picture before is done
        os.kill(explorer.rival(), signal.SIGKILL)
        explorer.wait_for("^trouble: CPython 3.* has ended .signal 9.$")
        self.keep(explorer)
        explorer.key("Home", "Next")
        self.assertRegex(explorer.wait_for(DONE.pattern)[1], "equal pictures$")

    def test_a_rival_that_is_not_there(self):
        explorer = self.open("--race", "--rival", "/nowhere/python")
        explorer.wait_for("^trouble: /nowhere/python does not start: No such file or directory$")

    def test_the_window_answers_while_it_draws_and_closes_at_once(self):
        explorer = self.opened()
        explorer.key(*["Prior"] * 6)
        explorer.wait_for("^drawing 320x240 3840$")
        began = time.monotonic()
        for palette in (1, 2, 3, 0):
            explorer.key("p")
            explorer.wait_for(f"^palette {PALETTES[palette].name}$")
        self.assertLess(time.monotonic() - began, 20)
        explorer.key("ctrl+q")
        self.assertEqual(explorer.process.wait(20), 0)
        self.assertNotIn("Traceback", explorer.process.stderr.read().decode())

    def test_escape_stops_and_no_tile_comes_after_it(self):
        explorer = self.opened()
        explorer.key(*["Prior"] * 6)
        explorer.wait_for("^drawing 320x240 3840$")
        explorer.key("Escape")
        explorer.wait_for("^stopped$")
        time.sleep(1)  # what it shows by now is on the screen
        before = explorer.canvas()
        time.sleep(3)  # the tile that was under way is done
        self.assertIsNone(ImageChops.difference(before, explorer.canvas()).getbbox())

    def test_a_window_that_changes_its_size_is_drawn_anew(self):
        explorer = self.opened()
        explorer.do("search", "--onlyvisible", "--name", "^Mandelbrot", "windowsize", 700, 500)
        view = explorer.wait_until_shown()
        self.assertEqual(explorer.width, 700)
        self.sees(explorer, view)

    def test_mistakes_in_options_are_named(self):
        for options in (["--size", "1x1"], ["--place", "1,2"], ["--iterations", "5"], ["--palette", "none"]):
            result = subprocess.run([PYTHON, WX / "explorer.py", *options], env=self.display.environment, capture_output=True, text=True, timeout=PATIENCE)
            self.assertEqual(result.returncode, 2)
            self.assertIn(options[0], result.stderr)


if __name__ == "__main__":
    unittest.main()
