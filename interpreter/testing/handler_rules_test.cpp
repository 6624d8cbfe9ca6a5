// Every path of every handler keeps the rules of jit/README.md; and what some opcodes are, as text.
#include "interpreter/testing/handler_rules.h"

#include <doctest/doctest.h>

#include "interpreter/compiler/opcode.h"
#include "jit/machine/emit.h"
#include "tests/unit/objects.h"

using namespace sidewinder;

namespace {

constexpr int kMostPaths = 600;  // a handler with more is not read by anybody: split it, or rely on less
// A call of a native function has some paths for each of typed_natives.def, 50 rows, once bound and once not.
constexpr int kMostPathsOfCalls = 4500;

int most_paths(Opcode opcode) {
  return opcode == Opcode::call_ || opcode == Opcode::call_method_ ? kMostPathsOfCalls : kMostPaths;
}

HandlerPaths paths_of(Opcode opcode) { return walk_handler(testing::thread(), uint16_t(opcode)); }
bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }
int count_of(const std::string& text, const std::string& part) {
  int count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_SUITE("handler rules") {

TEST_CASE("every opcode: at least one path, no violation") {
  for (uint16_t op = 0; op < uint16_t(Opcode::kCount); ++op) {
    std::string name = opcode_name(op);
    CAPTURE(name);
    HandlerPaths walked = walk_handler(testing::thread(), op);
    CHECK(walked.paths >= 1);
    CHECK(walked.paths <= most_paths(Opcode(op)));
    for (const std::string& violation : walked.violations) FAIL_CHECK(violation);
    // Each path ends in a blank line; what it says last is how the instruction ends.
    CHECK(count_of(walked.text, "\n\n") == walked.paths);
  }
}

TEST_CASE("a test after an effect is found, on the path that has it") {
  jit::PathOracle oracle;
  oracle.walk([&] {
    if (oracle.choose(2)) oracle.effect();
    oracle.tested("class");
    return std::string("next");
  });
  CHECK(oracle.paths == 2);
  REQUIRE(oracle.violations.size() == 1);
  CHECK(contains(oracle.violations[0], "class"));
}

TEST_CASE("add of two registers") {
  HandlerPaths add = paths_of(Opcode::add_rr);
  CHECK(contains(add.text, "r1"));
  CHECK(contains(add.text, "int_add"));
  CHECK(contains(add.text, "float_add"));
  CHECK(contains(add.text, "finish binary"));
  CHECK(contains(add.text, "push a continuation"));  // __add__ written in Python
  // The path of two small ints asks nothing but their classes.
  size_t end = add.text.find("\n\n");
  std::string first = add.text.substr(0, end);
  CHECK(count_of(first, "if ") == 2);
  CHECK(count_of(first, "unless ") == 0);
  CHECK(count_of(first, "call ") == 0);
  CHECK(contains(first, "box_int"));
}

TEST_CASE("attribute loads hit their caches without a call") {
  HandlerPaths load = paths_of(Opcode::load_attr_);
  CHECK(contains(load.text, "finish get_attribute"));
  int without_call = 0;
  for (size_t at = 0, end; (end = load.text.find("\n\n", at)) != std::string::npos; at = end + 2)
    if (!contains(load.text.substr(at, end - at), "finish")) ++without_call;
  CHECK(without_call >= 5);
}

TEST_CASE("a move has one path") {
  CHECK(paths_of(Opcode::move_r).paths == 1);
  CHECK(paths_of(Opcode::jump_).text == "  jump\n\n");
}
}  // TEST_SUITE("handler rules")
