// The dumps of the optimiser say which pass removed what, and why.
#include "jit/optimizer/dump.h"

#include <doctest/doctest.h>

#include "jit/testing/test_world.h"

namespace sidewinder::jit {

namespace {

// The same sum twice, one of which nobody needs, and a guard that is known.
constexpr const char* kRecorded =
    "%0 = exit_value 0 : Int\n"
    "%1 = int_add %0, 1\n"
    "%2 = int_add %0, 1\n"
    "%3 = int_sub %0, 1\n"
    "%4 = int_lt %1, 10\n"
    "guard_true %4 [0]\n"
    "guard_true %4 [0]\n"
    "%7 = box_int %2\n"
    "exit [1]\n"
    "snapshots:\n"
    "[0] 7/0 (none)\n"
    "[1] 8/0 (%7)\n";

struct Optimised {
  Optimised() {
    ParseResult parsed = parse(kRecorded, world.names);
    REQUIRE(parsed.error == "");
    recorded = std::move(parsed.trace);
  }
  OptimizerInput input() const { return {recorded, TraceKind::Bridge, world.boxes}; }

  TestWorld world;
  Trace recorded;
};

bool has_line(const std::string& text, const std::string& start, const std::string& end) {
  for (size_t at = 0; at < text.size();) {
    size_t stop = text.find('\n', at);
    std::string line = text.substr(at, stop - at);
    if (line.starts_with(start) && line.find(end) != line.npos) return true;
    at = stop + 1;
  }
  return false;
}

}  // namespace

TEST_SUITE("jit_optimizer_dump") {

TEST_CASE("removals: each with its pass and its reason") {
  Optimised o;
  OptimizerOutput output = optimize(o.input());
  std::string text = removals_text(o.recorded, output.trace);
  INFO(text);
  CHECK(has_line(text, "%2 = int_add %0, 1", "; share: "));
  CHECK(has_line(text, "%3 = int_sub %0, 1", "; dce: "));
  CHECK(has_line(text, "guard_true %4 [0]", "; guards: "));
  CHECK(has_line(text, "%7 = box_int %2", "; sink: "));
}

TEST_CASE("each pass: the trace after the first pass, after two, ...") {
  Optimised o;
  std::string text = text_after_each_pass(o.input());
  INFO(text);
  size_t fold = text.find("-- after fold"), share = text.find("-- after share"), dce = text.find("-- after dce");
  REQUIRE(fold < share);
  REQUIRE(share < dce);
  auto additions = [](const std::string& part) {
    size_t count = 0;
    for (size_t at = 0; (at = part.find("int_add", at)) != part.npos; at++) count++;
    return count;
  };
  CHECK(additions(text.substr(fold, share - fold)) >= 2);
  CHECK(additions(text.substr(dce)) == 1);
  OptimizerInput only_dce = o.input();
  only_dce.passes = kPassDce;
  CHECK(text_after_each_pass(only_dce).find("-- after fold") == std::string::npos);
}

TEST_CASE("snapshots: who leaves there, a line a frame") {
  Optimised o;
  std::string text = print_snapshots(o.recorded);
  CHECK(has_line(text, "[0] %5 guard_true, %6 guard_true", ""));
  CHECK(has_line(text, "    8/0 (%7)", ""));
}

}  // TEST_SUITE("jit_optimizer_dump")

}  // namespace sidewinder::jit
