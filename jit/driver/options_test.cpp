#include "jit/driver/options.h"

#include <doctest/doctest.h>

#include "jit/baseline/baseline.h"
#include "jit/driver/driver.h"

namespace sidewinder::jit {

namespace {

struct Kept {
  Parameters parameters_before = parameters;
  Settings settings_before = settings;
  BackendSettings backend_before = backend_settings;
  baseline::Settings baseline_before = baseline::settings;
  ~Kept() {
    parameters = parameters_before, settings = settings_before, backend_settings = backend_before;
    baseline::settings = baseline_before;
  }
};

std::string problem_of(const std::string& option) {
  std::string problem;
  OptionResult result = set_option(option, &problem);
  return result == OptionResult::Set ? "" : result == OptionResult::NotMine ? "not mine" : problem;
}

}  // namespace

TEST_SUITE("jit_options") {
TEST_CASE("each option sets what it says") {
  Kept kept;
  CHECK(problem_of("jit=off") == "");
  CHECK_FALSE(settings.enabled);
  CHECK(problem_of("jit=baseline") == "");
  CHECK((settings.baseline && !settings.enabled));
  CHECK(problem_of("jit=tiers") == "");
  CHECK((settings.baseline && settings.enabled));
  CHECK_FALSE(settings.baseline_recursion);
  CHECK(problem_of("jit=on") == "");
  CHECK((settings.enabled && !settings.baseline && settings.baseline_recursion));
  CHECK(problem_of("jit-threshold=2") == "");
  CHECK(parameters.loop_threshold == 2);
  CHECK(parameters.bridge_threshold == 2);
  CHECK(problem_of("jit-trace-limit=500") == "");
  CHECK(parameters.trace_limit == 500);
  CHECK(problem_of("jit-force-exits=7") == "");
  CHECK(backend_settings.force_exits == 7);
  CHECK(problem_of("jit-disable=fold,heap") == "");
  CHECK(settings.disabled_passes == (kPassFold | kPassHeap));
  CHECK(problem_of("dump=ir,asm") == "");
  CHECK(settings.dumps == (kDumpIr | kDumpAsm));
  CHECK(backend_settings.keep_listing);
}

TEST_CASE("jit=on compiles from handlers first, unless a threshold of traces is set") {
  Kept kept;
  settings = {};
  settle_parameters();
  CHECK(settings.baseline);
  CHECK(parameters.loop_threshold == parameters.tiers_loop_threshold);
  CHECK(problem_of("jit=on") == "");
  CHECK(problem_of("jit-bridge-threshold=2") == "");
  settle_parameters();
  CHECK_FALSE(settings.baseline);
  CHECK(problem_of("jit=tiers") == "");
  settle_parameters();
  CHECK(settings.baseline);
  CHECK(parameters.bridge_threshold == 2);
}

TEST_CASE("what is wrong is said, and what is not the JIT's is left alone") {
  Kept kept;
  CHECK(problem_of("jit=perhaps") != "");
  CHECK(problem_of("jit-threshold=0") != "");
  CHECK(problem_of("jit-threshold=many") != "");
  CHECK(problem_of("jit-threshold=-1") != "");
  CHECK(problem_of("jit-no-such-thing=1") != "");
  CHECK(problem_of("jit-disable=fold,peal").find("peal") != std::string::npos);
  CHECK(problem_of("dump=ir,bytecode") != "");
  CHECK(problem_of("jit-log=/no/such/folder/file") != "");
  CHECK(problem_of("machine=checking") == "not mine");
}
}  // TEST_SUITE("jit_options")

}  // namespace sidewinder::jit
