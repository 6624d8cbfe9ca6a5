// The instructions of key constructs, and every file of the distribution's library through the verifier.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "interpreter/compiler/compiler.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str.h"
#include "tests/unit/objects.h"

using namespace sidewinder;

namespace {

Code* compiled(const std::string& source, int optimize = 0) {
  Thread& t = testing::thread();  // starts the interpreter, before the str is made
  return compile_source(t, source, new_str("test.py"), ParseMode::Exec, optimize);
}

// The instructions of the first function of the source, a line each, without line numbers and header.
std::string instructions(const std::string& source) {
  Code* module = compiled(source);
  REQUIRE(module);
  const Code* code = module;
  for (ssize i = 0; i < module->constants->length(); i++)
    if (Object* value = (*module->constants)[i]; is_exact<Code>(value)) {
      code = cast<Code>(value);
      break;
    }
  std::string why;
  CHECK_MESSAGE(verify(code, &why), why);
  std::istringstream lines(disassemble(code));
  std::string line, text;
  std::getline(lines, line);
  while (std::getline(lines, line) && !line.empty()) {
    bool is_entry = line[2] != ' ' && line.find("..") != line.npos;
    std::istringstream words(is_entry ? line : line.substr(10));
    for (std::string word; words >> word;) text += (text.empty() || text.back() == '\n' ? "" : " ") + word;
    text += '\n';
  }
  return text;
}

}  // namespace

TEST_SUITE("compiler") {
TEST_CASE("while: the test's parts jump out, comparisons are fused, constants are operands") {
  CHECK(instructions("def f(x, n):\n while x * x <= 4.0 and n:\n  x = x + 1\n") ==
        "mul_rr r2, x, x\n"
        "jump_not_le_rc r2, 4.0, r3\n"
        "jump_if_false r3, -> 7\n"
        "test_false n, r2\n"
        "jump_if_false r2, -> 7\n"
        "add_rc x, x, 1\n"
        "jump_back loop0, -> 0\n"
        "return_c None\n");
}

TEST_CASE("for: three instructions at the head, continue is a back edge of the same loop") {
  CHECK(instructions("def f(n):\n for i in n:\n  if i: continue\n  g(i)\n") ==
        "get_iter r2, n\n"
        "for_iter i, r2, r3\n"
        "for_end r3, -> 11\n"
        "move_r i, r3\n"
        "test_false i, r3\n"
        "jump_if_false r3, -> 7\n"
        "jump_back loop0, -> 1\n"
        "load_global r3, .g\n"
        "move_r r4, i\n"
        "call r3, r3, #1\n"
        "jump_back loop0, -> 1\n"
        "return_c None\n");
}

TEST_CASE("conditions: not, or, is None and chains jump directly") {
  CHECK(instructions("def f(a, b):\n if not a or b is None or 0 < a < b: return 1\n") ==
        "test_false a, r2\n"
        "jump_if_false r2, -> 8\n"
        "jump_is_none b, r2\n"
        "jump_if_true r2, -> 8\n"
        "jump_not_gt_rc a, 0, r2\n"
        "jump_if_false r2, -> 9\n"
        "jump_not_lt_rr a, b, r2\n"
        "jump_if_false r2, -> 9\n"
        "return_c 1\n"
        "return_c None\n");
}

TEST_CASE("operands: a variable that a later operand rebinds is copied first") {
  CHECK(instructions("def f(x):\n return x + (x := 1) + x\n") ==
        "move_r r2, x\n"
        "move_c x, 1\n"
        "move_c r3, 1\n"
        "add_rr r1, r2, r3\n"
        "add_rr r1, r1, x\n"
        "return_r r1\n");
}

TEST_CASE("assignment: a swap takes one copy") {
  CHECK(instructions("def f(a, b):\n a, b = b, a\n") ==
        "move_r r2, a\n"
        "move_r a, b\n"
        "move_r b, r2\n"
        "return_c None\n");
}

TEST_CASE("assignment: a variable changes only when the whole value is there") {
  CHECK(instructions("def f(x, y):\n x = y and x\n") ==
        "move_r r2, y\n"
        "test_false r2, r3\n"
        "jump_if_false r3, -> 4\n"
        "move_r r2, x\n"
        "move_r x, r2\n"
        "return_c None\n");
}

TEST_CASE("views: one that only the expression has is released when its bytes are copied") {
  CHECK(instructions("def f(b):\n return memoryview(b)[1:2].tobytes()\n") ==
        "load_global r2, .memoryview\n"
        "move_r r5, r2\n"
        "move_r r6, b\n"
        "call r3, r5, #1\n"
        "move_c r5, 1\n"
        "move_c r6, 2\n"
        "build_slice r5, r5, #2\n"
        "subscript_r r4, r3, r5\n"
        "release_view r3, r2, r3\n"
        "load_method r6, r4, .tobytes\n"
        "call_method r1, r6, #0\n"
        "release_view r4, r3, r4\n"
        "return_r r1\n");
}

TEST_CASE("definite assignment: checked once where a variable may be unbound, never where it is bound") {
  CHECK(instructions("def f(c):\n if c: v = 1\n g(v, v)\n w = 2\n return w\n") ==
        "test_false c, r3\n"
        "jump_if_false r3, -> 3\n"
        "move_c v, 1\n"
        "load_global r3, .g\n"
        "check_bound v, 'v'\n"
        "move_r r4, v\n"
        "move_r r5, v\n"
        "call r3, r3, #2\n"
        "move_c w, 2\n"
        "return_r w\n");
}

TEST_CASE("finally: emitted at each exit, outside of its own range") {
  CHECK(instructions("def f():\n try:\n  return g()\n finally:\n  h()\n") ==
        "nop\n"  // the line of `try`
        "load_global r1, .g\n"
        "call r1, r1, #0\n"
        "load_global r2, .h\n"
        "call r2, r2, #0\n"
        "return_r r1\n"
        "push_handled r1, r0\n"
        "load_global r3, .h\n"
        "call r3, r3, #0\n"
        "pop_handled r1\n"
        "reraise r0, #0\n"
        "pop_handled r1\n"
        "reraise r2, #1\n"
        "1..3 -> 6, r0\n"
        "7..9 -> 11, r2\n");
}

TEST_CASE("the end of a function: a part of what was done before it, on each way to it") {
  const char* source = "def f(x):\n if x:\n  x()\n else:\n  y = 1\n";
  CHECK(instructions(source) ==
        "test_false x, r2\n"
        "jump_if_false r2, -> 5\n"
        "move_r r2, x\n"
        "call r2, r2, #0\n"
        "return_c None\n"
        "move_c y, 1\n"
        "return_c None\n");
  Code* module = compiled(source);
  REQUIRE(module);
  auto* code = cast<Code>((*module->constants)[0]);
  CHECK(code->line_of(code->instructions + 4) == 3);
  CHECK(code->line_of(code->instructions + 6) == 5);
}

TEST_CASE("constants: equal values of different types are different constants") {
  Code* code = compiled("x = (0, 0.0, False, -0.0, 0, 0j)\ny = [0, x, 0.0, x, False, x, -0.0]\n");
  REQUIRE(code);
  std::string text = disassemble(code);
  CHECK(text.find("(0, 0.0, False, -0.0, 0, ") != std::string::npos);
  for (const char* constant : {"r0, 0\n", "r2, 0.0\n", "r4, False\n", "r6, -0.0\n"})
    CHECK_MESSAGE(text.find(constant) != std::string::npos, constant, text);
}

TEST_CASE("folding: constant operations are done once, unless they raise or grow") {
  CHECK(instructions("def f(): return 2 * 3.5 + 1, 'a' 'b' + 'c', -(1 << 4), not 1, (1, 2)[0]\n") ==
        "return_c (8.0, 'abc', -16, False, 1)\n");
  CHECK(instructions("def f(): return 1 // 0\n") ==
        "move_c r1, 1\n"
        "floor_div_rc r0, r1, 0\n"
        "return_r r0\n");
}

TEST_CASE("asserts and docstrings: dropped by optimize") {
  CHECK(disassemble(compiled("'doc'\nassert x", 0)).find("builtin_exception") != std::string::npos);
  std::string optimized = disassemble(compiled("'doc'\nassert x", 2));
  CHECK(optimized.find("builtin_exception") == std::string::npos);
  CHECK(optimized.find("__doc__") == std::string::npos);
}

TEST_CASE("displays and calls: large ones compile") {
  std::string elements;
  for (int i = 0; i < 10000; i++) elements += "x" + std::to_string(i) + ", ";
  std::string why;
  for (const std::string& source :
       {"y = [" + elements + "]", "y = (" + elements + ")", "y = {" + elements + "}", "f(" + elements + ")"}) {
    Code* code = compiled(source);
    REQUIRE(code);
    CHECK_MESSAGE(verify(code, &why), why);
    CHECK(code->register_count < 16);
  }
}

TEST_CASE("annotations: text under PEP 563") {
  std::string text = disassemble(compiled("from __future__ import annotations\nx: Dict[str,  'A|B'] = {}\n"));
  CHECK(text.find("Dict[str, 'A|B']") != std::string::npos);
}

TEST_CASE("await: the loop of yield from, over what the awaitable gives") {
  CHECK(instructions("async def f(x): return await x\n") ==
        "return_generator\n"
        "get_awaitable r3, x, #0\n"
        "move_c r6, None\n"
        "send r4, r3, r6\n"
        "for_end r4, -> 7\n"
        "yield_value r6, r4\n"
        "jump_back loop0, -> 3\n"
        "move_r r1, r5\n"
        "return_r r1\n");
  CHECK(instructions("async def f(x): yield x\n").find("async_wrap") != std::string::npos);
}

TEST_CASE("library: the distribution's modules compile and verify") {
  const std::filesystem::path library = "/usr/lib/python3.11";
  if (!std::filesystem::exists(library)) return;
  int count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(library)) {
    if (entry.path().extension() != ".py" || entry.path().string().find("/test") != std::string::npos) continue;
    std::ifstream file(entry.path());
    std::stringstream source;
    source << file.rdbuf();
    Code* code = compiled(source.str());
    std::string why = "does not compile";
    CHECK_MESSAGE((code && verify(code, &why)), entry.path().string(), ": ", why);
    count++;
  }
  CHECK(count > 100);
}
}  // TEST_SUITE("compiler")
