#!/usr/bin/env python3
"""`sidewinder --sandbox`: what programs may do there, what they may not, and that the kernel alone keeps it.

usage: tests/run_sandbox.py SIDEWINDER [CASE ...]

Every program of tests/sandbox_escapes.py runs three times: without the sandbox, where it must succeed (else it proves nothing; those that this
machine itself forbids are named), in the sandbox, and in the sandbox without the interpreter's own refusals.
"""

import ctypes
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
from sandbox_escapes import ALL, HEAD  # noqa: E402

SIDEWINDER = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "build/bin/sidewinder"
KERNEL_ALONE = ["-X", "sandbox-words=off"]
# What these do without a sandbox stays behind, or hurts the one who runs them.
WITHOUT_CONTROL = {"kernel mount", "processes attach"}


class Place:
    """What a program may want: a secret, a folder that it may read, servers."""

    def __init__(self):
        self.root = Path(tempfile.mkdtemp(prefix="sandbox", dir="/var/tmp"))
        self.secret = self.root / "secret.txt"
        self.secret.write_text("TOKEN of the secret\n")
        self.folder = self.root / "folder"
        self.folder.mkdir()
        for name, text in {"inside.py": "value = 7\n", "victim": "x", "another": "x"}.items():
            (self.folder / name).write_text(text)
        (self.folder / "link").symlink_to(self.secret)
        (self.folder / "up").symlink_to("..")
        self.tcp = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(str(self.root / "socket"))
        self.unix.listen(100)
        self.datagrams = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.datagrams.bind(str(self.root / "socketd"))

    def arguments(self):
        return [str(self.secret), str(self.folder), str(self.tcp.getsockname()[1]), str(self.root / "socket")]

    def program(self, text, name="program.py"):
        own = Path(tempfile.mkdtemp(dir=self.root))
        (own / name).write_text(text)
        return own / name

    def close(self):
        for each in (self.tcp, self.unix, self.datagrams):
            each.close()
        shutil.rmtree(self.root, ignore_errors=True)


def run(*command, seconds=30, **how):
    result = subprocess.run([SIDEWINDER, *map(str, command)], capture_output=True, text=True, errors="replace", timeout=seconds,
                            stdin=subprocess.DEVNULL, start_new_session=True, **how)
    return result.returncode, result.stdout, result.stderr


def answer_http(server):
    """One line to everybody, so that the escape which reads a page succeeds outside."""
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        with client:
            try:
                client.settimeout(0.2)
                client.recv(4096)
                client.sendall(b"HTTP/1.0 200 OK\r\n\r\nx")
            except OSError:
                pass


class Escapes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sealed, cls.open = Place(), Place()
        for place in (cls.sealed, cls.open):
            threading.Thread(target=answer_http, args=(place.tcp,), daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.sealed.close()
        cls.open.close()

    def escape(self, place, text, *options):
        program = place.program(HEAD + text + "\n")
        with open(place.secret) as inherited:
            return run(*options, program, *place.arguments(), env={"SECRET": "TOKEN", **os.environ}, pass_fds=[inherited.fileno()], cwd=place.root)

    def check(self, kind, name, text):
        problems = []
        for words in ([], KERNEL_ALONE):
            code, output, errors = self.escape(self.sealed, text, "--sandbox", "--read", self.sealed.folder, *words)
            if "ESCAPED" in output or "TOKEN of" in output + errors:
                problems.append(f"{kind} {name} {words}: got out: {output}{errors}")
            if code not in (0, 1, -signal.SIGSYS):
                problems.append(f"{kind} {name} {words}: exit code {code}: {output}{errors}")
            if "sandbox: not enforced" in errors:
                problems.append(f"{kind} {name}: {errors}")
        lost = ""
        if f"{kind} {name}" not in WITHOUT_CONTROL:
            try:
                _, output, errors = self.escape(self.open, text)
            except subprocess.TimeoutExpired:
                output, errors = "", "hangs"
            if "ESCAPED" not in output:
                lost = f"{kind} {name}: {(errors.strip().splitlines() or ['no error'])[-1][:100]}"
        return problems, lost

    def test_escapes(self):
        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(self.check, kind, name, text) for kind, programs in ALL.items() for name, text in programs.items()]
            results = [job.result() for job in jobs]
        lost = [lost for _, lost in results if lost]
        print(f"{len(results)} escapes; without a sandbox {len(lost)} fail as well:", *lost, sep="\n  ")
        self.assertEqual([problem for problems, _ in results for problem in problems], [])
        self.assertLess(len(lost), 10)  # a machine may forbid some by itself; more would mean that the programs are wrong
        self.assertEqual((self.sealed.folder / "inside.py").read_text(), "value = 7\n")
        self.assertEqual(sorted(os.listdir(self.sealed.folder)), ["another", "inside.py", "link", "up", "victim"])


class Rules(unittest.TestCase):
    def setUp(self):
        self.place = Place()

    def tearDown(self):
        self.place.close()

    def run_text(self, text, *options, words=True, **how):
        return run("--sandbox", *([] if words else KERNEL_ALONE), *options, self.place.program(text), **how)

    def assert_runs(self, text, output, *options, **how):
        for words in (True, False):
            code, printed, errors = self.run_text(text, *options, words=words, **how)
            self.assertEqual((code, printed, errors), (0, output, ""), f"words {words}")

    def test_refusals_name_the_thing_and_what_helps(self):
        secret = str(self.place.secret)
        for text, said in {
            f"open({secret!r})": f"the sandbox does not read this; the option --read with its path allows it: '{secret}'",
            "import os; os.listdir('/etc')": "--read with its path allows it: '/etc'",
            "open('x', 'w')": "the sandbox writes no files; print the result, or keep it in memory (io.BytesIO): 'x'",
            "import os; os.remove('x')": "the sandbox changes no files (os.remove): 'x'",
            "import os; os.system('id')": "the sandbox starts no processes (os.system)",
            "import subprocess; subprocess.run(['id'])": "the sandbox starts no processes (subprocess.Popen)",
            "import socket; socket.socket()": "the sandbox has no network (socket.socket)",
            "import ctypes": "the sandbox calls no native code (ctypes.dlopen)",
            "import os; os.kill(1, 0)": "the sandbox sends no signals to other processes",
            "import resource; resource.setrlimit(0, (1, 1))": "the sandbox's limits stay; the options --cpu and --memory set them",
        }.items():
            code, _, errors = self.run_text(text + "\n")
            self.assertEqual(code, 1, errors)
            self.assertIn("PermissionError: [Errno 13] " if said.startswith("the") else "PermissionError", errors)
            self.assertIn(said, errors)

    def test_library_threads_asyncio_and_extension_modules_work(self):
        self.assert_runs('''
import asyncio, decimal, datetime, json, os, random, re, sqlite3, tempfile, threading, time, zoneinfo, hashlib, bz2, signal
async def both():
    return await asyncio.gather(asyncio.sleep(0.01, 1), asyncio.to_thread(lambda: 2))
print(asyncio.run(both()), decimal.Decimal(1) / 3, json.dumps([re.sub("a", "b", "aa")]))
print(sqlite3.connect(":memory:").execute("select 1 + 1").fetchone(), zoneinfo.ZoneInfo("Europe/Berlin"), bz2.decompress(bz2.compress(b"x")))
seen = []
threads = [threading.Thread(target=seen.append, args=(i,)) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(seen), open(os.devnull, "w").write("gone"), len(os.urandom(8)), os.environ.get("HOME"))
signal.signal(signal.SIGUSR1, lambda *a: print("signal"))
os.kill(os.getpid(), signal.SIGUSR1)
lists = [[i] for i in range(300000)]
print(len(lists))
''', "[1, 2] 0.3333333333333333333333333333 [\"bb\"]\n(2,) Europe/Berlin b'x'\n[0, 1, 2, 3, 4, 5, 6, 7] 4 8 None\nsignal\n300000\n")

    def test_jit_compiles_and_dumps_go_to_their_files(self):
        log, dump = self.place.root / "log", self.place.root / "dump"
        text = "s = 0\nfor i in range(300000):\n    s += i % 7\nprint(s)\n"
        self.assert_runs(text, "899997\n", "-X", "jit=traces", "-X", f"jit-log={log}", "-X", "dump=asm", "-X", f"dump-to={dump}")
        self.assertRegex(log.read_text(), "loop")
        self.assertTrue(dump.read_text())

    def test_read_allows_a_folder_and_imports_from_it(self):
        folder = self.place.folder
        text = f"import sys; sys.path.append({str(folder)!r}); import inside\nprint(inside.value, open({str(folder / 'inside.py')!r}).read(), end='')\n"
        self.assert_runs(text, "7 value = 7\n", "--read", folder)
        link = self.place.root / "by_link"
        link.symlink_to(folder)
        self.assert_runs(f"print(open({str(link / 'inside.py')!r}).read(), end='')", "value = 7\n", "--read", link)
        self.assert_runs("print(open('inside.py').read(), end='')", "value = 7\n", "--read", "inside.py", cwd=folder)

    def test_the_program_itself_by_every_way_to_name_it(self):
        self.assert_runs("print(open(__file__).read()[:5], end='')\n", "print")
        program = self.place.program("import sys; print(sys.argv[1:])\n1 / 0\n")
        code, output, errors = run("--sandbox", program.name, "a", "--cpu", cwd=program.parent)
        self.assertEqual((code, output), (1, "['a', '--cpu']\n"))
        self.assertIn("    1 / 0\n    ~~^~~\nZeroDivisionError", errors)
        secret = str(self.place.secret)
        for how in (["-c", f"print(open({secret!r}).read())"], ["-m", "tokenize", secret], ["-I", "-S", self.place.program(f"open({secret!r})")]):
            code, output, errors = run("--sandbox", *how)
            self.assertNotEqual(code, 0)
            self.assertNotIn("TOKEN", output)
        piped = subprocess.run([SIDEWINDER, "--sandbox", "-", "x"], input="import sys; print(sys.argv, 'stdin')\n", capture_output=True, text=True)
        self.assertEqual((piped.returncode, piped.stdout, piped.stderr), (0, "['-', 'x'] stdin\n", ""))
        self.assertEqual(run("--sandbox", "-c", "import sys; print(6 * 7); sys.exit(5)"), (5, "42\n", ""))

    def test_nothing_of_the_users_runs_before(self):
        folder = self.place.folder
        (folder / "sitecustomize.py").write_text("print('before')\n")
        (folder / "usercustomize.py").write_text("print('before')\n")
        environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONSTARTUP": str(folder / "sitecustomize.py"), "PYTHONINSPECT": "1"}
        self.assert_runs("print('program')", "program\n", env=environment)

    def test_a_folder_as_standard_input_leads_nowhere(self):
        text = f"import os; print(os.read(os.open({str(self.place.secret)[1:]!r}, os.O_RDONLY, dir_fd=0), 99))"
        root = os.open("/", os.O_RDONLY)
        try:
            for words in ([], KERNEL_ALONE):
                done = subprocess.run([SIDEWINDER, "--sandbox", *words, "-c", text], stdin=root, capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stdout), (1, ""))
        finally:
            os.close(root)

    def test_processor_time(self):
        code, output, errors = self.run_text("print('begins')\nwhile True: pass\n", "--cpu", 1)
        self.assertEqual((code, output), (1, "begins\n"))
        self.assertIn("TimeoutError: the sandbox's processor time is used up (--cpu 1)", errors)
        stubborn = "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass\n"
        self.assertEqual(self.run_text(stubborn, "--cpu", 1)[0], -signal.SIGKILL)

    def test_memory(self):
        text = "try:\n    x = bytearray(200 << 20)\nexcept MemoryError: print('no memory')\nprint(len(bytearray(20 << 20)))\n"
        self.assert_runs(text, "no memory\n20971520\n", "--memory", 100)
        code, _, errors = self.run_text("x = []\nwhile True: x.append('x' * 1000000)\n", "--memory", 100)
        self.assertEqual(code, 1)
        self.assertIn("MemoryError", errors)

    def test_bad_usage(self):
        for options, said in {("--cpu", "1"): "are options of --sandbox", ("--sandbox", "--cpu", "x"): "--cpu wants a number",
                              ("--sandbox", "--memory", "0"): "--memory wants a number", ("--sandbox", "--read", ""): "--read wants"}.items():
            code, _, errors = run(*options, "-c", "")
            self.assertEqual(code, 2)
            self.assertIn(said, errors)


def forbid(*calls):
    """For preexec_fn: these system calls fail as on a kernel that does not have them."""
    rows = [(0x20, 0, 0, 0)]
    for call in calls:
        rows += [(0x15, 0, 1, call), (0x06, 0, 0, 0x00050000 | 38)]
    rows.append((0x06, 0, 0, 0x7FFF0000))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *row) for row in rows))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(rows), ctypes.addressof(code)))

    def apply():
        libc = ctypes.CDLL(None)
        assert len(code) and libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, program, 0, 0) == 0
    return apply


class OlderKernels(unittest.TestCase):
    """What is missing is said, and a program that would not be held does not run."""
    UNSHARE, LANDLOCK, SECCOMP = 272, 444, 317

    def setUp(self):
        self.place = Place()
        self.program = self.place.program(HEAD + "print('runs')\nfound(open(secret).read())\n")

    def tearDown(self):
        self.place.close()

    def run_without(self, *calls, options=()):
        return run("--sandbox", *KERNEL_ALONE, *options, self.program, *self.place.arguments(), preexec_fn=forbid(*calls))

    def test_landlock_alone(self):
        code, output, errors = self.run_without(self.UNSHARE)
        self.assertEqual((code, output), (1, "runs\n"))
        self.assertTrue(errors.startswith("sandbox: not enforced here: names, sizes and times of other files can be seen"), errors)
        self.assertIn("PermissionError", errors)

    def test_namespaces_alone(self):
        code, output, errors = self.run_without(self.LANDLOCK)
        self.assertEqual((code, output), (1, "runs\n"))
        self.assertNotIn("not enforced", errors)
        self.assertIn("FileNotFoundError", errors)

    def test_neither(self):
        code, output, errors = self.run_without(self.UNSHARE, self.LANDLOCK)
        self.assertEqual((code, output), (2, ""))
        self.assertIn("this system does not enforce: which files are read", errors)
        code, output, errors = self.run_without(self.UNSHARE, self.LANDLOCK, options=["--allow-weaker"])
        self.assertEqual((code, output), (0, "runs\nESCAPED\n"))
        self.assertIn("sandbox: not enforced here: which files are read", errors)
        # writing is still refused, by the filter
        code, output, errors = run("--sandbox", *KERNEL_ALONE, "--allow-weaker", "-c", f"open({str(self.place.folder / 'new')!r}, 'w')",
                                   preexec_fn=forbid(self.UNSHARE, self.LANDLOCK))
        self.assertIn("PermissionError", errors)

    def test_each_file_mechanism_alone_keeps_the_escapes(self):
        from sandbox_escapes import READING, WRITING
        seen_by_name = {"stat", "list_root", "glob"}
        for missing in (self.UNSHARE, self.LANDLOCK):
            for name, text in {**READING, **WRITING}.items():
                if missing == self.UNSHARE and name in seen_by_name:
                    continue
                program = self.place.program(HEAD + text + "\n")
                _, output, errors = run("--sandbox", *KERNEL_ALONE, "--read", self.place.folder, program, *self.place.arguments(), preexec_fn=forbid(missing))
                self.assertNotIn("ESCAPED", output, f"{name} without {missing}: {errors}")
                self.assertNotIn("TOKEN of", errors)


if __name__ == "__main__":
    unittest.main()
