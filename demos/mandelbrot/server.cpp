#include "demos/mandelbrot/server.h"

#include <httplib.h>

#include <chrono>
#include <cstdio>
#include <thread>
#include <utility>

#include "demos/mandelbrot/bitmap.h"

namespace mandelbrot {

namespace {

constexpr int kThreads = 16;  // more than all engines' queues together, so that the page always answers

// Not httplib's own choice, SO_REUSEPORT: with it two servers share a port and neither notices.
void reuse_address(socket_t socket) {
  int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

void answer_text(httplib::Response& response, int status, const std::string& message) {
  response.status = status;
  response.set_content(message + "\n", "text/plain; charset=utf-8");
}

Parameters parameters_of(const httplib::Request& http) {
  return [&http](const char* name) -> std::optional<std::string> {
    if (!http.has_param(name)) return std::nullopt;
    return http.get_param_value(name);
  };
}

void render(Engine& engine, const httplib::Request& http, httplib::Response& response) {
  auto parsed = parse_render_request(parameters_of(http));
  if (auto* bad = std::get_if<BadRequest>(&parsed)) return answer_text(response, 400, bad->message);
  const RenderRequest& request = std::get<RenderRequest>(parsed);
  auto result = engine.render(request);
  if (auto* failure = std::get_if<RenderFailure>(&result))
    return answer_text(response, failure->http_status, failure->message);
  const Picture& picture = std::get<Picture>(result);
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.6f", picture.seconds);
  response.set_header("X-Render-Seconds", seconds);
  response.set_content(encode_bmp(picture.shades, int(request.width), int(request.height)), "image/bmp");
}

}  // namespace

Server::Server(std::vector<std::unique_ptr<Engine>>& engines, std::string page)
    : engines_(engines), page_(std::move(page)), http_(std::make_unique<httplib::Server>()) {
  http_->new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  http_->set_socket_options(reuse_address);
  http_->set_keep_alive_timeout(2);  // an idle browser does not hold a thread, nor the end of the server
  http_->set_default_headers({{"Cache-Control", "no-store"}});
  add_routes();
}

Server::~Server() = default;

int Server::bind(const std::string& host, int port) {
  if (port == 0) return http_->bind_to_any_port(host);
  return http_->bind_to_port(host, port) ? port : -1;
}

void Server::serve() { http_->listen_after_bind(); }

void Server::stop() {
  while (!http_->is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(5));  // serve() is about to
  for (auto& engine : engines_) engine->shut_down();
  http_->stop();
}

Engine* Server::find_engine(const std::string& name) {
  for (auto& engine : engines_)
    if (engine->name() == name) return engine.get();
  return nullptr;
}

std::string Server::status_json() {
  std::string json;
  for (auto& engine : engines_) {
    EngineStatus status = engine->status();
    json += (json.empty() ? "{" : ",") + std::string("\"") + engine->name() + "\":{\"version\":\"" + status.version +
            "\",\"pid\":" + std::to_string(status.pid) + ",\"restarts\":" + std::to_string(status.restarts) + "}";
  }
  return json + "}\n";
}

void Server::add_routes() {
  http_->Get("/", [this](const httplib::Request&, httplib::Response& response) {
    response.set_content(page_, "text/html; charset=utf-8");
  });
  http_->Get("/status", [this](const httplib::Request&, httplib::Response& response) {
    response.set_content(status_json(), "application/json");
  });
  http_->Get(R"(/render/([^/]*)\.bmp)", [this](const httplib::Request& request, httplib::Response& response) {
    if (Engine* engine = find_engine(request.matches[1])) return render(*engine, request, response);
    answer_text(response, 404, "there is no such engine; there are cpython and sidewinder");
  });
  http_->set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (response.body.empty()) answer_text(response, response.status, "nothing here");
  });
  http_->set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
    answer_text(response, 500, "internal error");
  });
}

}  // namespace mandelbrot
