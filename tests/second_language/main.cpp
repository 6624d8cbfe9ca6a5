// second_language [-X OPTION]... FILE
//
// The JIT's options (jit/driver/options.h), and: -X machine=checking, -X gc-every=N, -X time-limit=SECONDS; -X explain
// instead of a file prints what every instruction does.
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

#include "jit/driver/options.h"
#include "tests/second_language/memory.h"
#include "tests/second_language/parser.h"

using namespace sidewinder;

namespace {

struct Options {
  bool checking = false, explain = false;
  unsigned time_limit = 0;
  uint64_t collect_every = 0;
  const char* file = nullptr;
};

Thread thread;

void ask_to_stop(int) { thread.request = 1; }

bool set_option(const std::string& text, Options& options, std::string* problem) {
  auto number_after = [&](const char* name) {
    return text.starts_with(name) ? std::strtoul(text.c_str() + std::strlen(name), nullptr, 10) : 0;
  };
  jit::OptionResult result = jit::set_option(text, problem);
  if (result != jit::OptionResult::NotMine) return result == jit::OptionResult::Set;
  if (text == "machine=checking") return options.checking = true;
  if (text == "explain") return options.explain = true;
  if (uint64_t n = number_after("time-limit=")) return options.time_limit = unsigned(n), true;
  if (uint64_t n = number_after("gc-every=")) return options.collect_every = n, true;
  *problem = "-X " + text + ": there is no such option";
  return false;
}

bool parse_arguments(int count, char** arguments, Options& options, std::string* problem) {
  for (int i = 1; i < count; ++i) {
    bool is_option = !std::strcmp(arguments[i], "-X") && i + 1 < count;
    if (!is_option) options.file = arguments[i];
    else if (!set_option(arguments[++i], options, problem)) return false;
  }
  *problem = "usage: second_language [-X OPTION]... FILE";
  return options.file || options.explain;
}

bool load(const char* file, lines::Program& program, std::string* problem) {
  std::ifstream stream(file);
  if (!stream) return *problem = "cannot be read", false;
  std::string text(std::istreambuf_iterator<char>(stream), {});
  return lines::parse_program(text, program, problem);
}

int run(lines::Program& program, const Options& options) {
  thread.program = &program;
  lines::describe_program(&program);
  lines::initialize_stack(thread);
  signal(SIGINT, ask_to_stop);
  signal(SIGALRM, ask_to_stop);
  alarm(options.time_limit);
  jit::settle_parameters();
  lines::push_frame(thread, program.main, -1);
  bool ok = options.checking ? lines::run_checking(thread) : lines::run_direct(thread);
  jit::write_log_summary();
  std::fflush(stdout);
  if (ok) return 0;
  std::fprintf(stderr, "error: %s\n", thread.error.c_str());
  for (lines::FrameHeader* h = thread.frame; h; h = h->caller)
    std::fprintf(stderr, "  in %s, line %d\n", h->function->name.c_str(), h->pc[-1].line);
  return 1;
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  std::string problem;
  if (!parse_arguments(count, arguments, options, &problem)) return std::fprintf(stderr, "%s\n", problem.c_str()), 2;
  lines::initialize_memory(options.collect_every);
  if (options.explain) return lines::explain_handlers() ? 1 : 0;
  static lines::Program program;
  if (!load(options.file, program, &problem)) return std::fprintf(stderr, "%s: %s\n", options.file, problem.c_str()), 2;
  return run(program, options);
}
