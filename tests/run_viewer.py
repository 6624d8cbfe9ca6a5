#!/usr/bin/env python3
"""Tests of demos/viewer: what it reads from a dump, for every program of its list, and the server's route.

usage: tests/run_viewer.py SERVER SIDEWINDER [unittest options]
"""

import json
import os
import subprocess
import sys
import unittest
import unittest.mock
import urllib.error
import urllib.request
from pathlib import Path

sys.dont_write_bytecode = True
FOLDER = Path(__file__).resolve().parent.parent / "demos" / "viewer"
SERVER = SIDEWINDER = None  # from the command line

sys.path.insert(0, str(FOLDER))
import dump  # noqa: E402
import handlers  # noqa: E402
import levels  # noqa: E402
from showcase import Showcase  # noqa: E402

DUMP = """---- recorded 1
%0 = load_register 0
guard_class %0, <class str> [0]
jump (%0) [0]
snapshots:
[0] 1/0 (none)  ; somebody_else:99
---- bytecode /x/y.py
code f, line 1, 2 registers: a
   2    0 move_c             a, 1
  -1    1 jump_back          loop0, -> 5
---- recorded 1
%0 = load_register 0
%1 = load_field %0 @a.b
guard_class %1, <class int> [0]
%3 = int_add %1, 1
%4 = call @thing(%3) : Ref [1 | 2]
jump (%4) [1], as box
snapshots:
[0] 1/0 (none)  ; f:2
[1] 1/0 (none) raised  ; f:3
[2] 1/0 (none)  ; f:3
---- optimised 1
guard_class %1, <class int> [0]
%1 = box_int %0 sunk
snapshots:
[0] 1/0 (none)  ; f:2
---- passes 1
%3 = int_add %1, 1  ; fold: a: reason
---- asm 1
; 0 guard_class
jne L1
jmp L2
L1:
mov rax, 1
---- exit of 1 at %0, 1 times
---- exit of 1 at %0, 2 times
---- why somebody_else, /x/z.py
99 compiled: 1 version
---- why f, /x/y.py
2 compiled: 1 version
3 declined: a call, with more  ; pass fewer; or none
"""


class Reader(unittest.TestCase):
    def setUp(self):
        self.dump = dump.Dump(DUMP, "trace id=1 kind=loop at=f:2 guards=1\nsummary loops=1\n")

    def test_only_traces_of_the_program_are_kept(self):
        self.assertEqual([trace["log"]["at"] for trace in self.dump.traces], ["f:2"])
        self.assertEqual(self.dump.names, {"f"})

    def test_lines_of_operations(self):
        trace, = self.dump.traces
        self.assertEqual([row["line"] for row in trace["recorded"]], [None, 2, 2, 2, 3, 3])
        self.assertEqual([row["line"] for row in self.dump.bytecode], [None, 2, None])

    def test_calls_stand_below_their_callers(self):
        rows = dump.calls_of(["%0 = x", "snapshots:", "[0] 100/0 (none)  ; main:20", "[1] 108/0 (none) 700/3 (%19, %1)  ; distance:12",
                              "[2] 108/0 (none) 708/3 (<function distance>, %1) 30/131073 (none, <code object>) 800/0 (<function square>, %2)  ; square:8",
                              "[3] 116/0 (none) 900/0 (<function <lambda>>)  ; <lambda>:4"])
        self.assertEqual([(row["function"], row["depth"], row["line"]) for row in rows], [("<lambda>", 1, 4), ("distance", 1, 12), ("square", 2, 8)])

    def test_removed_exits_and_machine_code(self):
        trace, = self.dump.traces
        self.assertEqual(trace["removed"], [{"text": "%3 = int_add %1, 1", "pass": "fold", "why": "a: reason", "line": 2, "n": 3}])
        self.assertEqual(trace["exits"], [{"n": 0, "times": 2}])
        self.assertEqual([row["line"] for row in trace["asm"]], [2, 2, 2, None, None])

    def test_advice(self):
        self.assertEqual(self.dump.advice, [
            {"function": "f", "line": 2, "state": "compiled", "reason": "1 version", "advice": ""},
            {"function": "f", "line": 3, "state": "declined", "reason": "a call, with more", "advice": "pass fewer; or none"}])

    def test_nothing_at_all(self):
        self.assertEqual(dump.Dump("", "").traces, [])


FROM_HANDLERS = """---- machine code 1, of f:2 for_iter, 28 bytes at 0x1
1.0 f:2 for_iter
    v1 = r3
    has_class v1, <class range_iterator>: yes
           0: mov rcx, qword ptr [r14+24]
           4: jne L18b
    jump to 1
1.1 f:3 add_rr, 1 answers known; r0=int1*
    calls its handler
    exits
          1c: jmp lazy
    keeps 0
---- machine code 2, of C.g.<locals>.<listcomp>:7 return_r, 1 bytes at 0x2
2.9 C.g.<locals>.<listcomp>:7 return_r; r0:<class str>
"""


class Handlers(unittest.TestCase):
    def test_every_opcode_has_a_handler_that_is_found_in_the_sources(self):
        opcodes = handlers.table()
        self.assertGreater(len(opcodes), 200)
        for opcode in opcodes:
            handler = handlers.handler_of(opcode)
            self.assertIn(f"{handler['function']}(M&", "\n".join(handler["text"][:2]), opcode)
            self.assertEqual((handler["text"][0][:8], handler["text"][-1][-1]), ("template", "}"), opcode)
            self.assertEqual((levels.HERE.parents[1] / handler["path"]).read_text().splitlines()[handler["line"] - 1], handler["text"][0])
        self.assertEqual(opcodes["inplace_sub_rc"], ("op_arithmetic<M, BinaryOp::Sub, Src::Register, Src::Constant, Form::InPlace>", "op_arithmetic"))
        self.assertIsNone(handlers.handler_of("no_such_opcode"))

    def test_what_was_compiled_is_read_instruction_by_instruction(self):
        first, second, third = handlers.versions_of(dump.sections_of(FROM_HANDLERS))
        self.assertEqual([first[key] for key in ("name", "function", "pc", "opcode", "known")], ["1.0", "f", 0, "for_iter", ""])
        self.assertEqual([(row["kind"], row["text"]) for row in first["rows"]], [
            ("replay", "v1 = r3"), ("replay", "has_class v1, <class range_iterator>: yes"), ("code", "mov rcx, qword ptr [r14+24]"), ("code", "jne L18b"), ("replay", "jump to 1")])
        self.assertEqual(second["known"], "1 answers known; r0=int1*")
        self.assertEqual([row["text"] for row in second["rows"]], ["calls its handler", "exits", "jmp lazy"])
        self.assertEqual((third["function"], third["pc"], third["known"], third["rows"]), ("C.g.<locals>.<listcomp>", 9, "r0:<class str>", []))

    def test_operations_find_their_instruction_by_the_lines_around_them(self):
        bytecode = dump.bytecode_of(["code f, line 1, 3 registers: a", "   2    0 move_c             a, 1", "   3    1 for_iter           a, r1, r2", "   4    2 add_rr             a, a, a",
                                     "   4    3 store              a", "  -1    4 jump_back          loop0, -> 1"])[0]
        def trace(*places):
            return {"log": {"kind": "loop", "at": "f:3"}, "recorded": [{"text": text, "line": line, "at": "f", "place": place} for text, line, place in places]}
        found = trace(("guard_true %0 [0]", 3, 1008), ("int_add", 4, 1016), ("store_field", 4, 1024), ("guard_no_request [1]", 3, 1008))
        handlers.link([found], bytecode)
        self.assertEqual([row["pc"] for row in found["recorded"]], [1, 2, 3, None])
        uncertain = trace(("int_add", 4, 1016))
        handlers.link([uncertain], bytecode)
        self.assertEqual([row["pc"] for row in uncertain["recorded"]], [None])

    def test_one_instruction_as_it_is_interpreted_recorded_and_compiled(self):
        item = levels.run("branch", [SIDEWINDER])
        row, = [row for row in item["bytecode"] if row.get("opcode") == "for_iter"]
        self.assertIn("auto remaining = m.load_int(it, fields::range_remaining);", "\n".join(item["handlers"]["for_iter"]["text"]))
        recorded = [each["text"] for each in item["traces"][0]["recorded"] if (each["at"], each["pc"]) == ("total", row["pc"])]
        compiled = [version for version in item["compiled"] if (version["function"], version["pc"]) == ("total", row["pc"])]
        for name in ("remaining", "next", "step"):
            self.assertRegex("\n".join(recorded), rf"load_field %\d+ @range_iterator\.{name}")
            self.assertTrue(any(f"range_iterator.{name}" in each["text"] for version in compiled for each in version["rows"]), name)
        self.assertTrue(any(each["kind"] == "code" for version in compiled for each in version["rows"]))
        self.assertEqual({version["opcode"] for version in compiled}, {"for_iter"})

    def test_in_a_terminal(self):
        def show(*words):
            return subprocess.run([FOLDER / "levels.py", f"--engine=sidewinder={SIDEWINDER}", *words], capture_output=True, text=True, timeout=60)
        self.assertRegex(show("--handler", "for_iter", "branch").stdout, r"(?s)op_for_iter.*it: \d+ for_iter i, .*\n    guard_class.*Base compiled it.*\n            mov ")
        refused = show("--handler", "no_such_opcode", "branch")
        self.assertIn("branch has no no_such_opcode; it has call,", refused.stderr)


class Programs(unittest.TestCase):
    def test_every_program_of_the_list_has_all_levels(self):
        self.assertEqual({path.stem for path in (FOLDER / "programs").glob("*.py")}, set(levels.ORDER))
        for name in levels.ORDER:
            with self.subTest(name):
                item = levels.run(name, [SIDEWINDER])
                plain = subprocess.run(["/usr/bin/python3", FOLDER / "programs" / f"{name}.py"], capture_output=True, text=True, timeout=60)
                self.assertEqual((item["output"], item["exit"]), (plain.stdout, 0))
                self.assertTrue(item["traces"] and item["bytecode"] and item["title"] and item["why"])
                self.assertTrue(all(1 <= row["line"] <= len(item["source"]) for row in item["advice"]), item["advice"])
                for trace in item["traces"]:
                    self.check(trace, len(item["source"]))

    def check(self, trace, lines):
        self.assertIn(trace["log"]["kind"], ("loop", "bridge", "function", "join"))
        for level in ("recorded", "optimised", "asm"):
            self.assertTrue(any(row["line"] for row in trace[level]), level)
            self.assertTrue(all(row["line"] is None or 1 <= row["line"] <= lines for row in trace[level]), level)
        self.assertTrue(all(row["pass"].isidentifier() and row["why"] for row in trace["removed"]), trace["removed"])
        self.assertTrue(all(exit["n"] < len(trace["optimised"]) for exit in trace["exits"]))

    def test_what_is_slow_is_told_with_its_line(self):
        item = levels.run("different", [SIDEWINDER])
        line = 1 + item["source"].index("        total += function(1)")
        slow = [row for row in item["advice"] if row["function"] == "call_each"]
        self.assertIn((line, "leaves", "call one function here"), [(row["line"], row["state"], row["advice"].partition(",")[0]) for row in slow])

    def test_a_file_of_ones_own(self):
        result = subprocess.run([FOLDER / "levels.py", FOLDER / "programs" / "branch.py", f"--engine=sidewinder={SIDEWINDER}"], capture_output=True,
                                text=True, timeout=60)
        self.assertRegex(result.stdout, r"loop 1: total:9\n +\d+ operations recorded")


class Route(unittest.TestCase):
    def test_list_one_and_no_files(self):
        showcase = Showcase(SERVER, SIDEWINDER)
        try:
            self.assertEqual([item["name"] for item in json.loads(showcase.get("api/levels")[2])["items"]], levels.ORDER)
            item, = json.loads(showcase.get("api/levels?name=vectors")[2])["items"]
            self.assertTrue(item["traces"])
            for name, status in (("nothing", 404), ("x.py", 400), ("/etc/passwd", 400), ("..%2Flevels", 400)):
                self.assertEqual(showcase.get(f"api/levels?name={name}")[0], status, name)
        finally:
            showcase.stop()


class Tiles(unittest.TestCase):
    def test_the_tile_is_drawn_by_the_renderer_itself(self):
        item = levels.run_tile(levels.arguments_of("160,120,-0.65,0,3.2,255,40,40,39,39"), [SIDEWINDER])
        renderer = levels.RENDERER.read_text()
        self.assertEqual("\n".join(item["source"][:renderer.count("\n")]), renderer.rstrip("\n"))
        namespace = {}
        exec(renderer, namespace)
        tile = namespace["mandelbrot_tile"](160, 120, -0.65, 0.0, 3.2, 255, 40, 40, 39, 39)
        self.assertEqual((item["exit"], item["output"]), (0, f"{39 * 39} pixels, {tile.count(0)} of them in the set\n"))
        loop = 1 + item["source"].index("            for count in range(iterations):")
        self.assertIn(f"mandelbrot_tile:{loop}", [trace["log"].get("at") for trace in item["traces"]])

    def test_route(self):
        showcase = Showcase(SERVER, SIDEWINDER)
        try:
            tiles = [data for event, data in showcase.race("w=90&h=70&iterations=900") if event == "tile" and data["side"] == 1]
            tile = tiles[-1]
            status, _, body = showcase.get(f"api/levels?w=90&h=70&iterations=900&x={tile['x'] + tile['w'] - 1}&y={tile['y']}")
            self.assertEqual(status, 200)
            item, = json.loads(body)["items"]
            self.assertEqual(item["title"], f"The tile at ({tile['x']}, {tile['y']}), {tile['w']} × {tile['h']} pixels")
            self.assertIn(f"mandelbrot_tile(90, 70, -0.65, 0.0, 3.2, 900, {tile['x']}, {tile['y']}, {tile['w']}, {tile['h']})", "\n".join(item["source"]))
            for query, parameter in (("x=320&y=0", "x"), ("x=0&y=-1", "y"), ("x=1;ls&y=0", "x"), ("x=0&y=0&w=0", "w")):
                status, _, body = showcase.get(f"api/levels?{query}")
                self.assertEqual((status, json.loads(body)["parameter"]), (400, parameter), query)
        finally:
            showcase.stop()


class OwnPrograms(unittest.TestCase):
    def own(self, text):
        return levels.run_own(text, [SIDEWINDER])

    def test_it_is_compiled_and_its_output_kept(self):
        item = self.own("s = 0\nfor i in range(50000):\n    s += i\nprint(s)\n")
        self.assertEqual((item["output"], item["exit"], item["why"]), ("1249975000\n", 0, "It ended with exit code 0."))
        self.assertTrue(item["traces"])
        self.assertNotIn("spent", str(item["bytecode"]))  # the sandbox's own lines

    def test_it_is_held(self):
        for text, said in {f"open({str(FOLDER / 'dump.py')!r})": "PermissionError", "import os; os.system('id')": "PermissionError",
                           "x = 'x'\nwhile True: x += x": "MemoryError", "def f(:": "SyntaxError"}.items():
            self.assertIn(said, self.own(text)["output"])
        item = self.own("while True: pass")
        self.assertIn(item["exit"], (1, -9))
        self.assertLessEqual(len(self.own("while True: print('x' * 1000)")["output"]), levels.LONGEST_OUTPUT)

    def test_only_where_the_whole_sandbox_holds(self):
        with unittest.mock.patch.object(levels, "not_enforced", return_value="sandbox: not enforced here: x"):
            item = self.own("print(1)")
        self.assertEqual(item["refused"], "Programs of your own run only in a whole sandbox. sandbox: not enforced here: x")
        self.assertNotIn("output", item)
        self.assertEqual(levels.not_enforced([SIDEWINDER]), "")

    def test_route(self):
        showcase = Showcase(SERVER, SIDEWINDER)
        try:
            for program, status in (("cHJpbnQoNDIp", 200), ("../x", 400), ("====", 404)):
                request = urllib.request.Request(showcase.address + "api/levels", headers={"X-Program": program})
                try:
                    with urllib.request.urlopen(request, timeout=60) as answer:
                        self.assertEqual((answer.status, json.load(answer)["items"][0]["output"]), (status, "42\n"))
                except urllib.error.HTTPError as error:
                    self.assertEqual(error.code, status, program)
        finally:
            showcase.stop()


if __name__ == "__main__":
    SERVER, SIDEWINDER = (os.path.abspath(sys.argv.pop(1)) for _ in range(2))
    unittest.main()
