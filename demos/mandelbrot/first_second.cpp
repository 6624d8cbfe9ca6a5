#include "demos/mandelbrot/first_second.h"

#include <nlohmann/json.hpp>

#include "demos/mandelbrot/event_stream.h"

namespace mandelbrot {

namespace {

constexpr double kSeconds = 1;
constexpr int kMostPictures = 20000;

}  // namespace

void stream_first_second(const RenderRequest& request, std::vector<Lease>& leases, const RaceRules& rules,
                         httplib::DataSink& sink, const std::function<bool()>& may_go_on) {
  const std::vector<Tile> whole = {{0, 0, request.width, request.height}};
  RaceWatcher watcher{[](const TileDone&) { return true; }, [&] { return may_go_on() && sink.is_writable(); }};
  double computed = 0;
  for (int count = 0; computed < kSeconds && count < kMostPictures; count++) {
    RaceResult result = run_race(request, whole, leases, rules, watcher);
    if (result.kind == RaceResult::Kind::Cancelled) return;
    if (result.kind == RaceResult::Kind::Failed) {
      send_event(sink, "failed", {{"status", result.failure.http_status}, {"error", result.failure.message}});
      return;
    }
    const SideTotal& side = result.sides[0];
    computed += side.cpu_seconds;
    if (!send_event(sink, "picture", {{"ms", side.seconds * 1000}, {"cpu_ms", side.cpu_seconds * 1000}})) return;
  }
  const Engine& engine = leases[0].engine();
  send_event(sink, "done", {{"engine", engine.name()}, {"label", engine.setup().label}, {"seconds", computed}});
}

}  // namespace mandelbrot
