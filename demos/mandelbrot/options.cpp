#include "demos/mandelbrot/options.h"

#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace mandelbrot {

namespace {

constexpr const char* kUsage =
    "usage: mandelbrot-server [options]\n"
    "  --port N          port to listen on, 0 for any free one (8080)\n"
    "  --host ADDRESS    address to listen on (127.0.0.1)\n"
    "  --sidewinder PATH the Python on the right (sidewinder, beside this program)\n"
    "  --python PATH     the Python on the left (/usr/bin/python3)\n"
    "  --timeout SECONDS for one picture (60)\n"
    "  --files FOLDER    page.html, worker.py and py_mandel.py\n";

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

// A name without a slash is looked up in PATH when the worker starts.
void require_program(const char* option, const std::string& path) {
  if (path.empty()) fail(std::string(option) + " needs a program");
  if (path.find('/') != path.npos && access(path.c_str(), X_OK) != 0)
    fail(std::string(option) + ": " + path + " is not a program that can be run");
}

std::string beside_this_program(const char* name) {
  std::error_code error;
  auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return (self.parent_path() / name).string();
}

}  // namespace

Options parse_options(int argc, char** argv) {
  Options options;
  options.sidewinder = beside_this_program("sidewinder");
  options.files = MANDELBROT_FILES;
  for (int i = 1; i < argc; i++) {
    std::string name = argv[i];
    if (name == "--help" || name == "-h") {
      std::fputs(kUsage, stdout);
      std::exit(0);
    }
    std::string value;
    if (auto equals = name.find('='); equals != name.npos) {
      value = name.substr(equals + 1);
      name.resize(equals);
    } else if (i + 1 < argc) {
      value = argv[++i];
    } else {
      fail(name + " needs a value or is unknown");
    }
    if (name == "--port") options.port = int(number(name, value, 0, 65535));
    else if (name == "--timeout") options.timeout = std::chrono::seconds(number(name, value, 1, 3600));
    else if (name == "--host") options.host = value;
    else if (name == "--sidewinder") options.sidewinder = value;
    else if (name == "--python") options.python = value;
    else if (name == "--files") options.files = value;
    else fail("unknown option " + name);
  }
  require_program("--sidewinder", options.sidewinder);
  require_program("--python", options.python);
  for (const char* file : {"page.html", "worker.py", "py_mandel.py"})
    if (!std::filesystem::exists(std::filesystem::path(options.files) / file))
      fail("--files: there is no " + std::string(file) + " in " + options.files);
  return options;
}

}  // namespace mandelbrot
