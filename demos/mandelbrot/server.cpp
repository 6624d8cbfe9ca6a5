#include "demos/mandelbrot/server.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "demos/mandelbrot/assets.h"
#include "demos/mandelbrot/first_second.h"
#include "demos/mandelbrot/host_facts.h"
#include "demos/mandelbrot/http/buffered_stream.h"
#include "demos/mandelbrot/kit_program.h"
#include "demos/mandelbrot/picture_file.h"
#include "demos/mandelbrot/race_stream.h"

namespace mandelbrot {

namespace {

using nlohmann::json;
using Clock = WorkerProcess::Clock;

constexpr unsigned kCoresForSideBySide = 4;  // two engines, the server, and the browser
constexpr std::chrono::seconds kWaitForWorker{20};
constexpr int kRetryAfterSeconds = 2;
constexpr const char* kPython = "/usr/bin/python3";  // which runs the kit's own programs

constexpr const char* kContentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "frame-src 'self'; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

void answer_json(httplib::Response& response, int status, const json& content) {
  response.status = status;
  // What a client or a worker sent need not be UTF-8.
  response.set_content(content.dump(-1, ' ', false, json::error_handler_t::replace) + "\n", "application/json");
}

void answer_bad(httplib::Response& response, const BadRequest& bad) {
  answer_json(
      response, 400,
      {{"error", bad.message}, {"parameter", bad.parameter}, {"minimum", bad.minimum}, {"maximum", bad.maximum}});
}

void answer_failure(httplib::Response& response, const Failure& failure) {
  if (failure.http_status == 503) response.set_header("Retry-After", std::to_string(kRetryAfterSeconds));
  answer_json(response, failure.http_status, {{"error", failure.message}});
}

std::string seconds_text(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6f", seconds);
  return text;
}

// The kit's programs, by their place below demos/.
constexpr const char* kViewer = "viewer/levels.py";
constexpr std::pair<const char*, const char*> kKitPrograms[] = {
    {"/api/differences", "differences/run.py"}, {"/api/levels", kViewer}, {"/api/speed", "speed/report.py"}};

constexpr const char* kSteps = "walkthrough/live.py";
constexpr std::chrono::seconds kLongestStep{300};  // the steps have limits of their own, below this

bool is_long(const std::string& path) {
  return path.starts_with("/render/") || path.starts_with("/race") || path.starts_with("/first-second") ||
         path.starts_with("/api/step") ||
         std::ranges::any_of(kKitPrograms, [&](auto& program) { return path.starts_with(program.first); });
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool is_plain_name(const std::string& name) {
  constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !name.empty() && name.size() <= 40 && name.find_first_not_of(kCharacters) == name.npos;
}

// A program's text in base64, in a header: no page from elsewhere can send one.
constexpr const char* kOwnProgram = "X-Program";
bool is_base64(const std::string& text) {
  constexpr std::string_view kCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
  return !text.empty() && text.find_first_not_of(kCharacters) == text.npos;
}

// The name of a walkthrough's step, likewise.
constexpr const char* kStep = "X-Step";

Parameters parameters_of(const httplib::Request& http) {
  return [&http](const char* name) -> std::optional<std::string> {
    if (!http.has_param(name)) return std::nullopt;
    return http.get_param_value(name);
  };
}

// As mandelbrot_tile of py_mandel.py has them.
std::string renderer_arguments(const RenderRequest& request, const Tile& tile) {
  char text[256];
  std::snprintf(text, sizeof text, "%u,%u,%.17g,%.17g,%.17g,%u,%u,%u,%u,%u", request.width, request.height, request.cx,
                request.cy, request.scale, request.iterations, tile.x, tile.y, tile.width, tile.height);
  return text;
}

}  // namespace

Server::Server(std::vector<std::unique_ptr<Engine>>& engines, const ServerRules& rules)
    : engines_(engines),
      rules_(rules),
      side_by_side_(host_facts().cores >= kCoresForSideBySide),
      http_(rules.limits, {}, is_long) {
  http_.set_default_headers({{"Cache-Control", "no-store"},
                             {"Content-Security-Policy", kContentPolicy},
                             {"Referrer-Policy", "no-referrer"},
                             {"X-Content-Type-Options", "nosniff"}});
  add_pages();
  add_api();
}

void Server::serve() { http_.listen_after_bind(); }

void Server::stop() {
  while (!http_.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(5));  // serve() is about to
  is_stopping_ = true;
  for (auto& engine : engines_) engine->shut_down();
  http_.stop();
}

Engine* Server::find_engine(const std::string& name) const {
  for (auto& engine : engines_)
    if (engine->name() == name) return engine.get();
  return nullptr;
}

std::string Server::names_of_engines() const {
  std::string names;
  for (auto& engine : engines_) names += (names.empty() ? "" : ", ") + engine->name();
  return names;
}

std::variant<RenderRequest, BadRequest> Server::parse(const Request& http) const {
  return parse_render_request(parameters_of(http), rules_.max_pixels);
}

RaceRules Server::race_rules() const { return {side_by_side_, rules_.most_time}; }

void Server::add_pages() {
  for (const Asset& asset : assets()) {
    auto answer = [&asset](const Request&, Response& response) {
      response.set_content(std::string(asset.content), std::string(asset.type));
    };
    http_.Get(std::string(asset.path), answer);
    constexpr std::string_view kIndex = "index.html";
    if (asset.path.ends_with(kIndex))
      http_.Get(std::string(asset.path.substr(0, asset.path.size() - kIndex.size())), answer);
  }
  http_.set_error_handler([](const Request&, Response& response) {
    if (!response.body.empty()) return;
    answer_json(response, response.status,
                {{"error", response.status == 404 ? "there is nothing here" : "internal error"}});
  });
  http_.set_exception_handler([](const Request&, Response& response, std::exception_ptr) {
    answer_json(response, 500, {{"error", "internal error"}});
  });
}

void Server::add_api() {
  http_.Get("/healthz", [](const Request&, Response& response) { answer_json(response, 200, {{"status", "ok"}}); });
  http_.Get("/api/engines", [this](const Request&, Response& response) { answer_engines(response); });
  http_.Get("/api/host", [this](const Request&, Response& response) { answer_host(response); });
  http_.Get(R"(/render/([^/]{1,40})\.(bmp|png))",
            [this](const Request& http, Response& response) { render(http, response); });
  for (auto [path, program] : kKitPrograms)
    http_.Get(path, [this, program = program](const Request& http, Response& response) {
      answer_by_kit(program, http, response);
    });
  http_.Get("/api/step", [this](const Request& http, Response& response) { step(http, response); });
  http_.Get("/race", [this](const Request& http, Response& response) { race(http, response); });
  http_.Get("/first-second", [this](const Request& http, Response& response) { first_second(http, response); });
}

std::vector<std::string> Server::kit_command(const std::string& program) const {
  std::vector<std::string> command = {kPython, rules_.kit + "/" + program, "--json"};
  for (const char* name : {"cpython", "sidewinder", "pypy"})
    if (Engine* engine = find_engine(name))
      command.push_back("--engine=" + engine->name() + "=" + joined(engine->setup().command));
  return command;
}

// The arguments that say what: without a name, what there is; with one, that one, run now on the engines. Of the trace
// viewer also a program of one's own, and the tile that has a point of a picture.
std::variant<std::vector<std::string>, BadRequest> Server::what_kit_runs(const std::string& program,
                                                                         const Request& http) const {
  using Arguments = std::vector<std::string>;
  if (http.has_header(kOwnProgram) && program == kViewer) {
    std::string text = http.get_header_value(kOwnProgram);
    if (!is_base64(text)) return BadRequest{"X-Program must be base64", kOwnProgram, "", ""};
    return Arguments{"--program=" + text};
  }
  if (http.has_param("x") && program == kViewer) {
    auto parsed = parse(http);
    if (auto* bad = std::get_if<BadRequest>(&parsed)) return *bad;
    const RenderRequest& request = std::get<RenderRequest>(parsed);
    auto pixel = parse_pixel(parameters_of(http), request);
    if (auto* bad = std::get_if<BadRequest>(&pixel)) return *bad;
    return Arguments{"--tile=" + renderer_arguments(request, tile_with(request, std::get<Pixel>(pixel)))};
  }
  if (!http.has_param("name")) return Arguments{"--list"};
  std::string name = http.get_param_value("name");
  if (!is_plain_name(name)) return BadRequest{"name must be one of the list's", "name", "", ""};
  return Arguments{name};
}

void Server::answer_by_kit(const std::string& program, const Request& http, Response& response) {
  auto what = what_kit_runs(program, http);
  if (auto* bad = std::get_if<BadRequest>(&what)) return answer_bad(response, *bad);
  std::vector<std::string> command = kit_command(program);
  for (std::string& argument : std::get<std::vector<std::string>>(what)) command.push_back(std::move(argument));
  if (!kit_places_.try_acquire()) return answer_failure(response, {503, "the kit's programs are busy"});
  int socket = http::BufferedStream::current_socket();
  KitAnswer answer =
      run_kit_program(command, rules_.most_time, [&] { return !is_stopping_ && !http::is_gone(socket); });
  kit_places_.release();
  if (answer.http_status != 200) return answer_failure(response, {answer.http_status, answer.text});
  response.set_content(std::move(answer.text), "application/json");
}

// A step of a walkthrough, run for the slide that shows it; only for who sits at this machine, and by a header, which
// no page from elsewhere can send.
void Server::step(const Request& request, Response& response) {
  if (!http::is_loopback(http::BufferedStream::current_socket()))
    return answer_json(response, 403, {{"error", "steps run only for a browser on this machine"}});
  std::string name = request.get_header_value(kStep);
  if (!is_plain_name(name)) return answer_bad(response, {"X-Step must be the name of a step", kStep, "", ""});
  if (!step_place_.try_acquire()) return answer_failure(response, {503, "another step is running"});
  auto stream = [this, name](std::size_t, httplib::DataSink& sink) {
    stream_kit_program(
        {kPython, rules_.kit + "/" + kSteps, name}, kLongestStep,
        [&](std::string_view piece) { return sink.write(piece.data(), piece.size()); },
        [&] { return !is_stopping_ && sink.is_writable(); });
    sink.done();
    return true;
  };
  // The library calls this when the answer is over, however it ends.
  response.set_chunked_content_provider("text/event-stream", stream, [this](bool) { step_place_.release(); });
}

void Server::answer_engines(Response& response) {
  json list = json::array();
  for (auto& engine : engines_) {
    EngineStatus status = engine->status();
    json workers = json::array();
    for (const WorkerStatus& worker : status.workers)
      workers.push_back({{"pid", worker.pid}, {"busy", worker.is_busy}});
    list.push_back({{"name", engine->name()},
                    {"label", engine->setup().label},
                    {"command", engine->setup().command},
                    {"version", status.hello.version},
                    {"source_sha256", status.hello.source_sha256},
                    {"workers", workers},
                    {"restarts", status.restarts}});
  }
  answer_json(response, 200, {{"engines", list}});
}

void Server::answer_host(Response& response) {
  HostFacts facts = host_facts();
  answer_json(response, 200,
              {{"processor", facts.processor},
               {"cores", facts.cores},
               {"memory_gib", facts.memory_gib},
               {"system", facts.system},
               {"kernel", facts.kernel},
               {"compiler", facts.compiler},
               {"load", facts.load},
               {"engines_run", side_by_side_ ? "side by side" : "in turn"},
               {"max_pixels", rules_.max_pixels},
               {"max_seconds", double(rules_.most_time.count()) / 1000},
               {"open_connections", http_.open_connections()}});
}

// The whole picture as one tile.
RaceResult Server::draw(Engine& engine, const RenderRequest& request) {
  auto leased = lease_sides({&engine}, request.is_cold);
  if (auto* failure = std::get_if<Failure>(&leased)) return {RaceResult::Kind::Failed, {}, *failure};
  int socket = http::BufferedStream::current_socket();
  RaceWatcher watcher{[](const TileDone&) { return true; }, [&] { return !is_stopping_ && !http::is_gone(socket); }};
  return run_race(request, {{0, 0, request.width, request.height}}, std::get<std::vector<Lease>>(leased), race_rules(),
                  watcher);
}

void Server::render(const Request& http, Response& response) {
  Engine* engine = find_engine(http.matches[1]);
  if (engine == nullptr)
    return answer_json(response, 404, {{"error", "there is no such engine; there are " + names_of_engines()}});
  auto parsed = parse(http);
  if (auto* bad = std::get_if<BadRequest>(&parsed)) return answer_bad(response, *bad);
  const RenderRequest& request = std::get<RenderRequest>(parsed);
  RaceResult result = draw(*engine, request);
  // A worker that dies between two requests is noticed by the next one, which is not to blame.
  bool has_lost_worker = result.kind == RaceResult::Kind::Failed && result.failure.http_status == 502;
  if (has_lost_worker) result = draw(*engine, request);
  if (result.kind == RaceResult::Kind::Cancelled) return answer_failure(response, {503, "cancelled"});
  if (result.kind == RaceResult::Kind::Failed) return answer_failure(response, result.failure);
  const SideTotal& side = result.sides[0];
  response.set_header("X-Render-Seconds", seconds_text(side.seconds));
  response.set_header("X-Render-Cpu-Seconds", seconds_text(side.cpu_seconds));
  bool is_bmp = http.matches[2] == "bmp";
  auto encode = is_bmp ? encode_bmp : encode_png;
  response.set_content(encode(side.shades, int(request.width), int(request.height)),
                       is_bmp ? "image/bmp" : "image/png");
}

// In the engines' own order whatever the sides' is, so that two races never wait for each other.
std::variant<std::vector<Lease>, Failure> Server::lease_sides(const std::vector<Engine*>& sides, bool is_cold) {
  std::vector<std::size_t> order(sides.size());
  for (std::size_t i = 0; i < order.size(); i++) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) { return sides[i]; });
  std::vector<std::optional<Lease>> taken(sides.size());
  auto deadline = Clock::now() + kWaitForWorker;
  for (std::size_t i : order) {
    auto leased = sides[i]->lease(is_cold ? Engine::Age::Fresh : Engine::Age::Any, deadline);
    if (auto* failure = std::get_if<Failure>(&leased)) return *failure;
    taken[i].emplace(std::move(std::get<Lease>(leased)));
  }
  std::vector<Lease> leases;
  for (auto& lease : taken) leases.push_back(*std::move(lease));
  return leases;
}

void Server::first_second(const Request& http, Response& response) {
  auto parsed = parse(http);
  if (auto* bad = std::get_if<BadRequest>(&parsed)) return answer_bad(response, *bad);
  const RenderRequest& request = std::get<RenderRequest>(parsed);
  std::string name = http.get_param_value("engine");
  Engine* engine = find_engine(name);
  if (engine == nullptr) return answer_bad(response, {"engine must be one of " + names_of_engines(), "engine", "", ""});
  auto leased = engine->lease(Engine::Age::Fresh, Clock::now() + kWaitForWorker);
  if (auto* failure = std::get_if<Failure>(&leased)) return answer_failure(response, *failure);
  auto leases = std::make_shared<std::vector<Lease>>();
  leases->push_back(std::move(std::get<Lease>(leased)));
  auto stream = [this, request, leases, rules = race_rules()](std::size_t, httplib::DataSink& sink) {
    stream_first_second(request, *leases, rules, sink, [this] { return !is_stopping_.load(); });
    leases->clear();
    sink.done();
    return true;
  };
  response.set_chunked_content_provider("text/event-stream", stream);
}

void Server::race(const Request& http, Response& response) {
  auto parsed = parse(http);
  if (auto* bad = std::get_if<BadRequest>(&parsed)) return answer_bad(response, *bad);
  const RenderRequest& request = std::get<RenderRequest>(parsed);
  std::vector<Engine*> sides;
  for (auto [parameter, otherwise] : {std::pair("left", "cpython"), std::pair("right", "sidewinder")}) {
    std::string name = http.has_param(parameter) ? http.get_param_value(parameter) : otherwise;
    sides.push_back(find_engine(name));
    if (sides.back() == nullptr)
      return answer_json(
          response, 400,
          {{"error", std::string(parameter) + " must be one of " + names_of_engines()}, {"parameter", parameter}});
  }
  if (sides[0] == sides[1] && sides[0]->size() < 2)
    return answer_json(
        response, 400,
        {{"error", "right must be another engine than left: there is one worker of each"}, {"parameter", "right"}});
  auto leased = lease_sides(sides, request.is_cold);
  if (auto* failure = std::get_if<Failure>(&leased)) return answer_failure(response, *failure);
  auto leases = std::make_shared<std::vector<Lease>>(std::move(std::get<std::vector<Lease>>(leased)));
  auto stream = [this, request, leases, rules = race_rules()](std::size_t, httplib::DataSink& sink) {
    stream_race(request, *leases, rules, sink, [this] { return !is_stopping_.load(); });
    leases->clear();
    sink.done();
    return true;
  };
  response.set_chunked_content_provider("text/event-stream", stream);
}

}  // namespace mandelbrot
