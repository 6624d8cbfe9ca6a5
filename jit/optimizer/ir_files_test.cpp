// Runs every tests/ir/<pass>/*.ir: a recorded trace, `---`, and the optimised trace or `abort Name` expected of it.
// Comment lines before the trace choose what is run:
//   ; passes: fold guards       only these, and not peeled; default: all
//   ; kind: loop                loop, bridge (default), straight
//   ; observed: Int Ref Float   what the recorder saw in the registers
//   ; generic: 0 2              registers in which other kinds arrived before
//   ; verify                    no optimisation: expected is what the verifier finds wrong
//   ; parse                     likewise for the parser
// SIDEWINDER_UPDATE_IR=1 writes what came out into the files; read the difference before you commit it.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include "jit/optimizer/optimizer.h"
#include "jit/testing/test_world.h"

namespace sidewinder::jit {
namespace {

namespace fs = std::filesystem;

fs::path tests_folder() { return fs::path(SIDEWINDER_SOURCE_DIR) / "tests" / "ir"; }

std::string read_file(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Directives {
  uint32_t passes = kAllPasses;
  TraceKind kind = TraceKind::Bridge;
  Signature observed;
  std::vector<bool> generic;
  bool verify_only = false, parse_only = false;
};

uint32_t pass_bit(const std::string& word) {
  if (word == "all") return kAllPasses;
  uint32_t bit = pass_named(word);
  if (!bit) FAIL("unknown pass " << word);
  return bit;
}

Directives read_directives(const std::string& text) {
  Directives d;
  std::istringstream lines(text);
  for (std::string line, word; std::getline(lines, line);) {
    std::istringstream words(line);
    if (!(words >> word) || word != ";" || !(words >> word)) continue;
    if (word == "passes:") {
      d.passes = 0;
      while (words >> word) d.passes |= pass_bit(word);
    } else if (word == "kind:") {
      words >> word;
      d.kind = word == "loop" ? TraceKind::Loop : word == "straight" ? TraceKind::Straight : TraceKind::Bridge;
    } else if (word == "observed:") {
      while (words >> word)
        d.observed.reps.push_back(word == "Int" ? Rep::Int : word == "Float" ? Rep::Float : Rep::Ref);
    } else if (word == "generic:") {
      d.generic.resize(d.observed.reps.size());
      for (size_t reg; words >> reg;) d.generic.at(reg) = true;
    } else if (word == "verify") {
      d.verify_only = true;
    } else if (word == "parse") {
      d.parse_only = true;
    }
  }
  return d;
}

struct Outcome {
  std::string actual, expected;
};

std::string optimised_text(const Trace& recorded, const Directives& d, TestWorld& world, const PrintNames& names) {
  OptimizerInput input{recorded, d.kind, world.boxes, d.observed, d.generic, d.passes};
  OptimizerOutput output = optimize(input);
  if (output.abort != Abort::None) return std::string("abort ") + name_of(output.abort) + "\n";
  std::string problem = verify(output.trace, Stage::Optimised);
  return problem.empty() ? print(output.trace, &names)
                         : "not well formed: " + problem + "\n" + print(output.trace, &names);
}

// The expected text, printed as ours is, so that spaces and numbering do not matter.
std::string normalised(const std::string& text, TestWorld& world, const PrintNames& names) {
  if (text.starts_with("abort ") || text.starts_with("operation ") || text.starts_with("line ")) return text;
  ParseResult parsed = parse(text, world.names);
  return parsed.error.empty() ? print(parsed.trace, &names) : "expected part: " + parsed.error;
}

Outcome run_file(const std::string& input_text, const std::string& expected_text) {
  Directives d = read_directives(input_text);
  TestWorld world;
  PrintNames names;
  names.table = &world.names;
  world.add_number_objects(input_text);
  std::string prelude = read_file(tests_folder() / "prelude.ir");
  ParseResult none = parse(prelude, world.names);
  REQUIRE_MESSAGE(none.error.empty(), "prelude: ", none.error);
  ParseResult parsed = parse(input_text, world.names);
  if (d.parse_only) return {parsed.error + "\n", expected_text};
  if (!parsed.error.empty()) return {"input part: " + parsed.error, expected_text};
  std::string problem = verify(parsed.trace, Stage::Recorded);
  if (d.verify_only) return {problem + "\n", expected_text};
  if (!problem.empty()) return {"input part is not well formed: " + problem, expected_text};
  std::string printed = print(parsed.trace, &names);
  CHECK(print(parse(printed, world.names).trace, &names) == printed);
  std::string actual = optimised_text(parsed.trace, d, world, names);
  return {actual, normalised(expected_text, world, names)};
}

void check_file(const fs::path& path) {
  std::string text = read_file(path);
  size_t bar = text.find("---\n");
  REQUIRE_MESSAGE(bar != text.npos, path.string(), ": no --- line");
  std::string input = text.substr(0, bar), expected = text.substr(bar + 4);
  Outcome outcome = run_file(input, expected);
  if (std::getenv("SIDEWINDER_UPDATE_IR") && outcome.actual != outcome.expected) {
    std::ofstream(path) << input << "---\n" << outcome.actual;
    return;
  }
  INFO(path.string());
  CHECK_MESSAGE(outcome.actual == outcome.expected, "came out:\n", outcome.actual, "expected:\n", outcome.expected);
}

TEST_SUITE("ir_files") {
TEST_CASE("tests/ir: every file gives what it expects") {
  REQUIRE(fs::exists(tests_folder()));
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(tests_folder()))
    if (entry.path().extension() == ".ir" && entry.path().filename() != "prelude.ir") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files) check_file(path);
  CHECK(files.size() > 10);
}
}  // TEST_SUITE("ir_files")

}  // namespace
}  // namespace sidewinder::jit
