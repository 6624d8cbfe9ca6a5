// The HTTP side of the showcase: the pages, /render/<engine>, /race, /first-second, /api/... and /healthz.
#pragma once

#include <httplib.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <semaphore>
#include <string>
#include <vector>

#include "demos/mandelbrot/engine.h"
#include "demos/mandelbrot/http/hardened_server.h"
#include "demos/mandelbrot/race.h"

namespace mandelbrot {

struct ServerRules {
  std::size_t max_pixels = 4096 * 1024;
  std::chrono::milliseconds most_time{60000};  // for a picture or a race
  http::Limits limits;
  std::string kit;  // the folder demos/, where the kit's programs are
};

class Server {
 public:
  Server(std::vector<std::unique_ptr<Engine>>& engines, const ServerRules& rules);

  // The port it listens on from now, or -1 if that is not possible.
  int bind(const std::string& host, int port) { return http_.bind(host, port); }
  void serve();  // returns after stop(), which any thread may call
  void stop();

 private:
  using Request = httplib::Request;
  using Response = httplib::Response;

  void add_pages();
  void add_api();
  RaceResult draw(Engine& engine, const RenderRequest& request);
  void render(const Request& http, Response& response);
  void race(const Request& http, Response& response);
  void first_second(const Request& http, Response& response);
  void step(const Request& request, Response& response);
  void answer_by_kit(const std::string& program, const Request& http, Response& response);
  void answer_engines(Response& response);
  void answer_host(Response& response);

  std::vector<std::string> kit_command(const std::string& program) const;
  std::variant<std::vector<std::string>, BadRequest> what_kit_runs(const std::string& program,
                                                                   const Request& http) const;
  Engine* find_engine(const std::string& name) const;
  std::string names_of_engines() const;
  std::variant<RenderRequest, BadRequest> parse(const Request& http) const;
  std::variant<std::vector<Lease>, Failure> lease_sides(const std::vector<Engine*>& sides, bool is_cold);
  RaceRules race_rules() const;

  std::vector<std::unique_ptr<Engine>>& engines_;
  const ServerRules rules_;
  const bool side_by_side_;
  std::counting_semaphore<> kit_places_{4};
  std::binary_semaphore step_place_{1};  // a step has the machine for itself
  std::atomic<bool> is_stopping_ = false;
  http::HardenedServer http_;
};

}  // namespace mandelbrot
