#include "demos/mandelbrot/options.h"

#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string_view>
#include <utility>

#include "demos/mandelbrot/known_engines.h"

namespace mandelbrot {

namespace {

constexpr const char* kUsage =
    "usage: mandelbrot-server [options]\n"
    "  --host ADDRESS          address to listen on (127.0.0.1: this machine only)\n"
    "  --port N                port to listen on, 0 for any free one (8080, or the next one that is free)\n"
    "  --engine NAME=COMMAND   a Python to compare, or the command of a known one (cpython, sidewinder, "
    "sidewinder-nojit,\n"
    "                          pypy, cpython3.12 and so on); NAME= leaves it out; may be given again\n"
    "  --workers N             processes for each engine, started when needed (2)\n"
    "  --max-pixels N          of one picture (4194304)\n"
    "  --max-seconds N         for one picture or race (60)\n"
    "  --max-connections-per-address N   of clients that are not on this machine (32)\n"
    "  --files FOLDER          worker.py and py_mandel.py\n";

[[noreturn]] void fail(const std::string& message) {
  std::fprintf(stderr, "mandelbrot-server: %s\n%s", message.c_str(), kUsage);
  std::exit(2);
}

long number(std::string_view option, const std::string& text, long low, long high) {
  long value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high)
    fail(std::string(option) + " must be a whole number from " + std::to_string(low) + " to " + std::to_string(high) +
         ", not '" + text + "'");
  return value;
}

bool is_name(std::string_view name) {
  constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
  return !name.empty() && name.size() <= 40 && name.find_first_not_of(kCharacters) == name.npos;
}

// A name without a slash is looked up in PATH when the worker starts.
void require_program(const std::string& engine, const std::string& path) {
  if (path.find('/') != path.npos && access(path.c_str(), X_OK) != 0)
    fail("--engine " + engine + ": " + path + " is not a program that can be run");
}

void set_engine(std::vector<EngineSetup>& engines, const std::string& text) {
  std::size_t equals = text.find('=');
  std::string name = text.substr(0, equals);
  if (equals == text.npos || !is_name(name)) fail("--engine must be NAME=COMMAND, not '" + text + "'");
  std::istringstream words(text.substr(equals + 1));
  std::vector<std::string> command;
  for (std::string word; words >> word;) command.push_back(word);
  std::erase_if(engines, [&](const EngineSetup& engine) { return engine.name == name && command.empty(); });
  if (command.empty()) return;
  require_program(name, command[0]);
  for (EngineSetup& engine : engines) {
    if (engine.name != name) continue;
    engine.command = command;
    engine.is_required = true;
    return;
  }
  engines.push_back({name, name, command, true});
}

// Of the tree in whose build folder this program lies, be it the source tree or the installed kit.
std::string default_files() {
  std::error_code error;
  auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  return program.parent_path().parent_path().parent_path() / "demos/mandelbrot";
}

// The value of an option that is written `--name value` or `--name=value`.
std::string take_value(std::string& name, int argc, char** argv, int& i) {
  if (auto equals = name.find('='); equals != name.npos) {
    std::string value = name.substr(equals + 1);
    name.resize(equals);
    return value;
  }
  if (i + 1 >= argc) fail(name + " needs a value or is unknown");
  return argv[++i];
}

void set_option(Options& options, const std::string& name, const std::string& value) {
  if (name == "--port") {
    options.port = int(number(name, value, 0, 65535));
    options.may_move_port = false;
  } else if (name == "--host") options.host = value;
  else if (name == "--engine") set_engine(options.engines, value);
  else if (name == "--workers") options.workers = std::size_t(number(name, value, 1, 64));
  else if (name == "--max-pixels") options.max_pixels = std::size_t(number(name, value, 1, 1 << 24));
  else if (name == "--max-seconds") options.max_seconds = std::chrono::seconds(number(name, value, 1, 3600));
  else if (name == "--max-connections-per-address")
    options.max_connections_per_address = std::size_t(number(name, value, 1, 1000));
  else if (name == "--files") options.files = value;
  else fail("unknown option " + name);
}

}  // namespace

Options parse_options(int argc, char** argv) {
  Options options;
  options.files = default_files();
  options.engines = known_engines();
  for (int i = 1; i < argc; i++) {
    std::string name = argv[i];
    if (name == "--help" || name == "-h") {
      std::fputs(kUsage, stdout);
      std::exit(0);
    }
    std::string value = take_value(name, argc, argv, i);
    set_option(options, name, value);
  }
  for (const char* file : {"worker.py", "py_mandel.py"})
    if (!std::filesystem::exists(std::filesystem::path(options.files) / file))
      fail("--files: there is no " + std::string(file) + " in " + options.files);
  if (options.engines.empty()) fail("--engine: no engine is left");
  return options;
}

}  // namespace mandelbrot
