#!/usr/bin/env python3
"""Tests of scripts/hotspot: what it chooses, what it proves, what it refuses.

usage: tests/run_hotspot.py SIDEWINDER [unittest options]
"""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIDEWINDER = None  # from the command line

WORK = """
def work(n):
    total = 0
    for i in range(n):
        total += i % 7 * i
    return total
"""


class Hotspot(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, name, source):
        Path(self.folder.name, name).write_text(source)

    def hotspot(self, *arguments):
        return subprocess.run([ROOT / "scripts" / "hotspot", "--sidewinder", SIDEWINDER, *arguments], capture_output=True, text=True, timeout=100,
                              cwd=self.folder.name)

    def moved(self, source, *arguments):
        self.write("app.py", source)
        result = self.hotspot("app.py", *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        return result.stdout

    def refused(self, source, says):
        self.write("app.py", source)
        result = self.hotspot("app.py")
        self.assertEqual((result.returncode, result.stderr), (1, ""), result.stdout)
        self.assertRegex(result.stdout, says)

    def test_the_hot_function_is_moved_and_the_program_faster(self):
        output = self.moved(WORK + "\ndef main():\n    print(work(2000000))\n\nif __name__ == '__main__':\n    main()\n")
        self.assertRegex(output, r"^hot spot: work\(\) in app\.py, line 2: \d+ % of the time, 1 call\n")
        self.assertIn("results: 1 of 1 equal\n", output)
        self.assertIn("what it prints is the same\n", output)
        self.assertGreater(float(re.search(r"([\d.]+)x$", output, re.MULTILINE)[1]), 2)

    def test_arguments_reach_the_program(self):
        output = self.moved(WORK + "\nimport sys\nif __name__ == '__main__':\n    print(sys.argv[0], work(int(sys.argv[1])))\n", "1000000")
        self.assertIn("1 of 1 equal", output)

    def test_the_caller_of_a_function_that_is_called_too_often(self):
        output = self.moved("def small(x):\n    return x * x\n\ndef many(n):\n    return sum([small(i) for i in range(n)])\n"
                            "if __name__ == '__main__':\n    print(many(600000))\n")
        self.assertIn("hot spot: many() in app.py", output)

    def test_a_function_of_a_module_beside_it(self):
        self.write("helper.py", WORK)
        output = self.moved("from helper import work\nif __name__ == '__main__':\n    print(work(1500000))\n")
        self.assertIn("hot spot: work() in helper.py", output)

    def test_recursion_and_sys_exit(self):
        output = self.moved("import sys\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n"
                            "def main():\n    print(fib(24))\n    sys.exit(3)\nif __name__ == '__main__':\n    main()\n", )
        self.assertIn("results: 1 of 1 equal", output)

    def test_what_cannot_travel_is_refused_and_its_caller_tried(self):
        output = self.moved("class Thing:\n    n = 1500000\ndef work(thing):\n    t = 0\n    for i in range(thing.n):\n        t += i\n    return t\n"
                            "def main():\n    return work(Thing())\nif __name__ == '__main__':\n    print(main())\n")
        self.assertRegex(output, r"hot spot: work\(\)[^\n]*\n  not this one: an argument cannot travel: [^\n]*\nhot spot: main\(\)")

    def test_what_changes_its_arguments_is_refused(self):
        self.refused("def fill(things):\n    for i in range(1500000):\n        things[i % 10] = i\nif __name__ == '__main__':\n    things = [0] * 10\n    fill(things)\n"
                     "    print(things)\n", "not this one: it changes its arguments, which would be copies")

    def test_different_results_are_told_and_nothing_moves(self):
        self.refused("import sys\ndef who(n):\n    for i in range(n):\n        pass\n    return sys.implementation.name\n"
                     "if __name__ == '__main__':\n    print(who(9000000))\n", "results: 0 of 1 equal\n  THE RESULTS DIFFER")

    def test_what_fails_elsewhere_is_told(self):
        self.refused("import sys\ndef who(n):\n    for i in range(n):\n        pass\n    if sys.implementation.name != 'cpython':\n        raise KeyError(n)\n"
                     "if __name__ == '__main__':\n    print(who(9000000))\n", "not this one: it fails elsewhere: KeyError: 9000000")

    def test_nothing_worth_moving(self):
        self.refused("def f():\n    return 1\nif __name__ == '__main__':\n    print(f())\n", "^nothing here is worth moving$")

    def test_mistakes(self):
        self.write("bare.py", WORK + "print(work(10))\n")
        for arguments, says in ((["bare.py"], "it needs `if __name__"), (["nothing.py"], "there is no nothing.py"), ([], "required")):
            result = self.hotspot(*arguments)
            self.assertEqual(result.returncode, 2)
            self.assertIn(says, result.stderr)


if __name__ == "__main__":
    SIDEWINDER = os.path.abspath(sys.argv.pop(1))
    unittest.main()
