// mandelbrot-server: one page, the same pure-Python renderer on CPython and on Sidewinder, side by side.

#include <signal.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>

#include "demos/mandelbrot/engine.h"
#include "demos/mandelbrot/options.h"
#include "demos/mandelbrot/server.h"

using namespace mandelbrot;

namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<std::unique_ptr<Engine>> make_engines(const Options& options) {
  std::string worker = options.files + "/worker.py";
  std::vector<std::unique_ptr<Engine>> engines;
  engines.push_back(std::make_unique<Engine>("cpython", std::vector{options.python, worker}, options.timeout));
  engines.push_back(std::make_unique<Engine>("sidewinder", std::vector{options.sidewinder, worker}, options.timeout));
  return engines;
}

bool start_engines(std::vector<std::unique_ptr<Engine>>& engines) {
  for (auto& engine : engines) {
    try {
      engine->start();
    } catch (const WorkerFailure& failure) {
      std::fprintf(stderr, "mandelbrot-server: %s: %s\n", engine->name().c_str(), failure.message.c_str());
      return false;
    }
  }
  return true;
}

// Blocked in every thread from the start; one thread waits for them.
sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  return signals;
}

}  // namespace

int main(int argc, char** argv) {
  Options options = parse_options(argc, argv);
  sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  auto engines = make_engines(options);
  if (!start_engines(engines)) return 1;

  Server server(engines, read_file(options.files + "/page.html"));
  int port = server.bind(options.host, options.port);
  if (port < 0) {
    std::fprintf(stderr, "mandelbrot-server: cannot listen on %s port %d: %s\n", options.host.c_str(), options.port,
                 std::strerror(errno));
    return 1;
  }
  std::printf("Mandelbrot showcase: http://%s:%d/   (Ctrl-C stops it)\n", options.host.c_str(), port);
  std::fflush(stdout);

  std::thread([&server, signals] {
    int signal_number = 0;
    sigwait(&signals, &signal_number);
    server.stop();
  }).detach();
  server.serve();
  return 0;
}
