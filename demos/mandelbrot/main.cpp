// mandelbrot-server: the showcase's pages, and the same pure-Python renderer on CPython, on Sidewinder and on others.

#include <signal.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <thread>

#include "demos/mandelbrot/engine.h"
#include "demos/mandelbrot/options.h"
#include "demos/mandelbrot/server.h"

using namespace mandelbrot;

namespace {

constexpr int kPortsToTry = 50;

std::vector<std::unique_ptr<Engine>> make_engines(const Options& options) {
  std::vector<std::unique_ptr<Engine>> engines;
  for (const EngineSetup& setup : options.engines)
    engines.push_back(std::make_unique<Engine>(setup, options.files + "/worker.py", options.workers));
  return engines;
}

// Those that are there but do not start are left out, unless they are needed or were asked for.
bool start_engines(std::vector<std::unique_ptr<Engine>>& engines) {
  bool all_needed = true;
  std::erase_if(engines, [&](const std::unique_ptr<Engine>& engine) {
    try {
      engine->start();
      return false;
    } catch (const WorkerFailure& failure) {
      bool is_required = engine->setup().is_required;
      std::fprintf(stderr, "mandelbrot-server: %s%s: %s\n", is_required ? "" : "without ", engine->name().c_str(),
                   failure.message.c_str());
      all_needed &= !is_required;
      return true;
    }
  });
  return all_needed;
}

ServerRules rules_of(const Options& options) {
  ServerRules rules;
  rules.max_pixels = options.max_pixels;
  rules.most_time = options.max_seconds;
  rules.limits.connections_per_address = options.max_connections_per_address;
  rules.kit = std::filesystem::path(options.files).parent_path();
  return rules;
}

// The port that was bound, or -1 after a message.
int bind(Server& server, const Options& options) {
  int tries = options.may_move_port ? kPortsToTry : 1;
  for (int i = 0; i < tries; i++)
    if (int port = server.bind(options.host, options.port + i); port > 0) return port;
  int error = errno;
  std::fprintf(stderr, "mandelbrot-server: cannot listen on %s port %d: %s\n", options.host.c_str(), options.port,
               std::strerror(error));
  for (int i = 1; error == EADDRINUSE && i < kPortsToTry && options.port + i < 65536; i++) {
    if (server.bind(options.host, options.port + i) < 0) continue;
    std::fprintf(stderr, "mandelbrot-server: port %d is free: --port %d\n", options.port + i, options.port + i);
    break;
  }
  return -1;
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

  Server server(engines, rules_of(options));
  int port = bind(server, options);
  if (port < 0) return 1;
  if (options.port != 0 && port != options.port)
    std::printf("Port %d is taken, port %d is free.\n", options.port, port);
  std::printf("Sidewinder's pages: http://%s:%d/   (Ctrl-C stops it)\n", options.host.c_str(), port);
  std::fflush(stdout);

  std::thread([&server, signals] {
    int signal_number = 0;
    sigwait(&signals, &signal_number);
    server.stop();
  }).detach();
  server.serve();
  return 0;
}
