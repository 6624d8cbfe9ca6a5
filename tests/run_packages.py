#!/usr/bin/env python3
"""The Debian packages: built by CPack, looked at by lintian, installed by dpkg into a clean tree, used there, and removed.

usage: tests/run_packages.py BUILD [--packages FOLDER] [--extracted]

BUILD is a build folder that is built. The tree (tests/packages/clean_tree.py) is entered by chroot in a mount namespace; where the
system allows no namespaces, and with --extracted, the packages are extracted into a folder and used from outside. With --packages
those of the folder are tested instead of ones that are built here.
"""

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "packages"))

import clean_tree
import wheels

INTERPRETER, KIT = "python3-sidewinder", "python3-sidewinder-kit"
CPYTHON = "/usr/bin/python3"
ROOT = Path(__file__).resolve().parent.parent
# All that the packages may put into a system. No python3, no alternatives, nothing of another package's.
OWN_PLACES = re.compile(
    r"\./(usr/(bin/sidewinder(-kit)?|lib/sidewinder(-kit)?/.*|share/man/man1/sidewinder(-kit)?\.1\.gz|share/applications/sidewinder-explorer\.desktop"
    r"|share/icons/hicolor/scalable/apps/sidewinder-explorer\.svg|share/doc/python3-sidewinder(-kit)?/.*|share/lintian/overrides/python3-sidewinder))$")
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
USER = 1000
PICTURE = "w=64&h=48&cx=-0.65&cy=0&scale=3.2&iterations=100"

options = None
work = None  # a folder for all that is made
packages = {}  # name: file
places = []  # where they are installed, once they are


# --- where it is installed ------------------------------------------------------------------------
class Tree:
    """A clean tree in which dpkg has installed the packages."""

    def __init__(self):
        self.root = work / "tree"
        installed = clean_tree.Packages()
        wishes = [*installed.essential(), "dpkg", "python3.11-venv"]
        for file in packages.values():
            wishes += [installed.chosen(names) for names in clean_tree.dependencies_of(file) if names != [INTERPRETER]]
        clean_tree.make(self.root, installed, installed.closure(wishes))
        for folder in ("proc", "dev"):
            subprocess.run(["mount", "--rbind", f"/{folder}", self.root / folder], check=True)
        self.home = "/home/user"
        self.prefix = "/usr"
        self.as_user = []
        if os.geteuid() == 0 and Path("/proc/self/uid_map").read_text().split()[2] != "1":
            os.chown(self.root / "home/user", USER, USER)
            self.as_user = [f"--userspec={USER}:{USER}"]
        self.install(*packages.values())

    def outside(self, path):
        return self.root / str(path).lstrip("/")

    def command(self, words, as_root=False):
        return ["chroot", *([] if as_root else self.as_user), self.root, *words]

    def install(self, *files):
        for file in files:
            shutil.copy(file, self.root / "tmp")
        self.as_root("dpkg", "-i", *(f"/tmp/{file.name}" for file in files))

    def as_root(self, *words):
        return run(self.command(words, as_root=True), environment=dict(ENVIRONMENT, HOME="/root"))


class Extracted:
    """A folder into which the packages have been extracted."""

    def __init__(self):
        self.root = work / "extracted"
        for file in packages.values():
            subprocess.run(["dpkg-deb", "-x", file, self.root], check=True)
        self.home = str(work / "home")
        os.mkdir(self.home)
        self.prefix = f"{self.root}/usr"

    def outside(self, path):
        return Path(path)

    def command(self, words, as_root=False):
        return list(words)


def run(command, environment):
    result = subprocess.run(command, capture_output=True, text=True, env=environment, cwd="/", stdin=subprocess.DEVNULL, timeout=300)
    if result.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}: exit code {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


# --- the packages themselves ------------------------------------------------------------------------
class Contents(unittest.TestCase):
    def test_lintian_finds_no_errors(self):
        root = ["--allow-root"] if os.geteuid() == 0 else []
        result = subprocess.run(["lintian", *root, "--fail-on", "error", *packages.values()], capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_nothing_lies_outside_their_own_places(self):
        for file in packages.values():
            for line in run(["dpkg-deb", "-c", file], ENVIRONMENT).splitlines():
                mode, owner, _, _, _, name, *_ = line.split()
                self.assertEqual(owner, "root/root")
                if not name.endswith("/"):
                    self.assertRegex(name, OWN_PLACES)

    def test_version_is_the_changelog_s(self):
        first = gzip.decompress((options.build / "generated/packaging" / "changelog.gz").read_bytes()).decode().splitlines()[0]
        for name, file in packages.items():
            self.assertEqual(run(["dpkg-deb", "-f", file, "Version"], ENVIRONMENT).strip(), re.search(r"\((.*?)\)", first).group(1))

    def test_manual_has_every_option(self):
        manual = gzip.decompress((options.build / "generated/packaging" / "sidewinder.1.gz").read_bytes()).decode().replace("\\-", "-")
        for option in re.findall(r"^ *(--?[\w-]+)", run([options.build / "bin/sidewinder", "--help"], ENVIRONMENT), re.MULTILINE):
            self.assertIn(option, manual)

    def test_manual_has_every_command_of_the_kit(self):
        manual = gzip.decompress((options.build / "generated/packaging" / "sidewinder-kit.1.gz").read_bytes()).decode().replace("\\-", "-")
        section = re.search(r"^\.SH COMMANDS$(.*?)^\.SH", manual, re.MULTILINE | re.DOTALL).group(1)
        for command in run(["sh", ROOT / "packaging/sidewinder-kit", "--help"], ENVIRONMENT).splitlines()[1].split():
            self.assertRegex(section, rf"(?m)^\.B.*\b{command}\b")

    def test_desktop_file_is_valid(self):
        run(["desktop-file-validate", ROOT / "packaging/sidewinder-explorer.desktop"], ENVIRONMENT)


def place():
    if not places:
        places.append(Extracted() if options.extracted else Tree())
    return places[0]


# --- what is installed ------------------------------------------------------------------------------
class Installed(unittest.TestCase):
    """As a user who is not root, where there is another."""

    @classmethod
    def setUpClass(cls):
        cls.place = place()
        cls.sidewinder = f"{cls.place.prefix}/bin/sidewinder"
        cls.kit = f"{cls.place.prefix}/bin/sidewinder-kit"

    def run_in(self, *words):
        return run(self.place.command(words), dict(ENVIRONMENT, HOME=self.place.home))

    def evaluate(self, text, program=None, options=()):
        """What the text of a program prints, as words."""
        return self.run_in(program or self.sidewinder, *options, "-c", text).split()

    def test_interpreter_finds_its_library(self):
        self.assertEqual(self.evaluate("import sys, json, sqlite3, ctypes; print(sys.implementation.name, sys.prefix, sys.executable, json.__file__)"),
                         ["sidewinder", "/usr", self.sidewinder, "/usr/lib/python3.11/json/__init__.py"])

    def test_hot_loop_is_compiled(self):
        log = f"{self.place.home}/jit.log"
        self.assertEqual(self.evaluate("t = 0\nfor i in range(20000): t += i\nprint(t)", options=["-X", "jit=traces", "-X", f"jit-log={log}"]), ["199990000"])
        self.assertIn("kind=loop", self.place.outside(log).read_text())

    def test_system_python_is_what_it_was(self):
        self.assertEqual(self.evaluate("import sys; print(sys.implementation.name)", program=CPYTHON), ["cpython"])

    def test_virtual_environment_takes_wheels(self):
        """A pure one with a script, and an extension module that was compiled for CPython 3.11."""
        environment, house = f"{self.place.home}/environment", Path(f"{self.place.home}/wheels")
        shutil.copytree(work / "wheels", self.place.outside(house), dirs_exist_ok=True)
        self.run_in(self.sidewinder, "-m", "venv", environment)
        python = f"{environment}/bin/python3"
        self.assertEqual(self.evaluate("import sys; print(sys.implementation.name, sys.prefix, sys._base_executable)", program=python),
                         ["sidewinder", environment, self.sidewinder])
        self.run_in(python, "-m", "pip", "install", "--no-index", f"--find-links={house}", "plain_snake", "compiled_snake")
        self.assertEqual(self.run_in(f"{environment}/bin/plain-snake"), "plain 6\n")
        self.assertEqual(self.evaluate("import compiled_snake; print(compiled_snake.twice('s'), compiled_snake.__file__)", program=python),
                         ["ss", f"{environment}/lib/python3.11/site-packages/compiled_snake.cpython-311-x86_64-linux-gnu.so"])

    def test_server_answers(self):
        words = [self.kit, "demo", "--port", "0", "--engine", "sidewinder-nojit=", "--engine", "pypy="]
        process = subprocess.Popen(self.place.command(words), stdout=subprocess.PIPE, text=True, cwd="/", env=dict(ENVIRONMENT, HOME=self.place.home))
        try:
            address = re.search(r"http://[\d.]+:\d+/", process.stdout.readline()).group()
            self.assertEqual(json.loads(get(address + "healthz")), {"status": "ok"})
            pictures = [get(f"{address}render/{engine}.bmp?{PICTURE}") for engine in ("cpython", "sidewinder")]
            self.assertEqual(pictures[0], pictures[1])
            self.assertIn(b"<title>", get(address + "slides/"))
            self.assertIn("items", json.loads(get(address + "api/differences")))
        finally:
            process.terminate()
            process.wait(30)
            process.stdout.close()

    def test_walkthrough_runs(self):
        self.assertRegex(self.run_in(self.kit, "part1", "--auto", "--only", "what", "--speed", "1000"), r"Python 3\.11")

    def test_small_language_runs(self):
        kit = f"{self.place.prefix}/lib/sidewinder-kit"
        program = f"{kit}/demos/walkthrough/programs/sum.lines"
        self.assertRegex(self.run_in(f"{kit}/build/bin/second_language", program), r"\d+")

    def test_workshop_keeps_files_at_home(self):
        self.run_in(self.kit, "workshop", "fast_square", "--hint")
        self.assertTrue(self.place.outside(f"{self.place.home}/.local/share/sidewinder/workshop").is_dir())

    def test_unknown_command_is_refused(self):
        with self.assertRaisesRegex(AssertionError, "exit code 2"):
            self.run_in(self.kit, "no-such-command")


class Maintained(unittest.TestCase):
    """What the packages do when they are installed, when others come and go, and when they are removed."""

    def test_life(self):
        tree = place()
        compiled = tree.root / "usr/lib/sidewinder/usr/lib"
        with self.subTest("the library is compiled"):
            self.assertEqual(tree.as_root("sidewinder", "-c", "import json; print(json.__cached__.rpartition('/')[0])"), f"/{compiled.relative_to(tree.root)}/python3.11/json\n")
        with self.subTest("a package that comes is compiled"):
            tree.install(package_of_a_module())
            self.assertEqual(len(list((compiled / "python3/dist-packages").glob("added_later.*.pyc"))), 1)
        with self.subTest("one that goes takes that along"):
            tree.as_root("dpkg", "-r", "python3-added-later")
            self.assertEqual(list((compiled / "python3/dist-packages").glob("added_later.*")), [])
        with self.subTest("nothing is left behind"):
            tree.as_root(CPYTHON, "-c", "import sys; sys.path.append('/usr/lib/sidewinder-kit/demos'); import kit_program")
            self.assertTrue((tree.root / "usr/lib/sidewinder-kit/demos/__pycache__").exists())
            tree.as_root("dpkg", "-P", KIT, INTERPRETER)
            self.assertEqual([path for path in (tree.root / "usr").rglob("*sidewinder*") if "home" not in path.parts], [])


def package_of_a_module():
    folder = work / "added"
    module = folder / "usr/lib/python3/dist-packages/added_later.py"
    module.parent.mkdir(parents=True)
    module.write_text("x = 1\n")
    control = folder / "DEBIAN/control"
    control.parent.mkdir()
    control.write_text("Package: python3-added-later\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: a module\n")
    file = work / "added.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", folder, file], check=True, capture_output=True)
    return file


def get(address):
    with urllib.request.urlopen(address, timeout=100) as answer:
        return answer.read()


# --- all of it --------------------------------------------------------------------------------------
def in_namespace(folder):
    """The command that runs one in a mount namespace as root; None if the system allows none."""
    command = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--user", "--map-root-user"]
    attempt = subprocess.run([*command, "sh", "-c", f"mount --rbind /proc '{folder}' && chroot / true"], capture_output=True)
    return command if attempt.returncode == 0 else None


def prepare():
    """Packages and wheels."""
    if options.packages is None:
        made = subprocess.run(["cpack", "--config", options.build / "CPackConfig.cmake", "-B", work / "packages"], capture_output=True, text=True)
        if made.returncode != 0:
            sys.exit(f"cpack: {made.stdout}{made.stderr}")
    for file in (options.packages or work / "packages").glob("*.deb"):
        packages[file.name.partition("_")[0]] = file
    if sorted(packages) != [INTERPRETER, KIT]:
        sys.exit(f"there are the packages {sorted(packages)}")
    (work / "wheels").mkdir()
    wheels.pure(work / "wheels")
    wheels.binary(work / "wheels")


def run_tests():
    cases = [Contents, Installed] + ([] if options.extracted else [Maintained])
    suite = unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromTestCase(case) for case in cases)
    return 0 if unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful() else 1


def main():
    global options, work
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=lambda text: Path(text).resolve())
    parser.add_argument("--packages", type=lambda text: Path(text).resolve())
    parser.add_argument("--extracted", action="store_true")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)  # inside the namespace
    options = parser.parse_args()
    if options.work:
        work = options.work
        prepare()
        return run_tests()
    # The namespace ends with the process in it: what is mounted there is not when the folder is removed.
    work = Path(tempfile.mkdtemp(prefix="sidewinder-packages-"))
    try:
        work.chmod(0o755)
        namespace = None if options.extracted else in_namespace(work)
        if namespace is None and not options.extracted:
            print("The system allows no namespaces: the packages are extracted, not installed.", flush=True)
        words = [] if namespace or options.extracted else ["--extracted"]
        return subprocess.run([*(namespace or []), sys.executable, __file__, *sys.argv[1:], *words, "--work", work]).returncode
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    sys.exit(main())
