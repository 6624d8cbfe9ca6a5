#include "demos/mandelbrot/race_stream.h"

#include <nlohmann/json.hpp>
#include <string>

#include "demos/mandelbrot/base64.h"
#include "demos/mandelbrot/event_stream.h"
#include "demos/mandelbrot/picture_file.h"

namespace mandelbrot {

namespace {

using nlohmann::json;

const std::string& engine_of(const std::vector<Lease>& leases, std::size_t side) {
  return leases[side].engine().name();
}

json start_event(const RenderRequest& request, const std::vector<Lease>& leases, std::size_t tiles,
                 const RaceRules& rules) {
  json sides = json::array();
  for (const Lease& lease : leases)
    sides.push_back({{"engine", lease.engine().name()}, {"version", lease.engine().status().hello.version}});
  return {{"sides", sides},          {"tiles", tiles},
          {"w", request.width},      {"h", request.height},
          {"cold", request.is_cold}, {"engines_run", rules.side_by_side ? "side by side" : "in turn"}};
}

json tile_event(const std::vector<Lease>& leases, const TileDone& done) {
  const Tile& tile = done.tile;
  return {{"side", done.side},
          {"engine", engine_of(leases, done.side)},
          {"x", tile.x},
          {"y", tile.y},
          {"w", tile.width},
          {"h", tile.height},
          {"ms", done.picture.seconds * 1000},
          {"cpu_ms", done.picture.cpu_seconds * 1000},
          {"png", base64(encode_png(done.picture.shades, int(tile.width), int(tile.height)))}};
}

std::size_t differing_pixels(const std::vector<SideTotal>& sides) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < sides[0].shades.size(); i++) count += sides[0].shades[i] != sides[1].shades[i];
  return count;
}

json done_event(const RenderRequest& request, const std::vector<Lease>& leases, const RaceResult& result) {
  json sides = json::array();
  for (std::size_t i = 0; i < result.sides.size(); i++)
    sides.push_back({{"engine", engine_of(leases, i)},
                     {"ms", result.sides[i].seconds * 1000},
                     {"cpu_ms", result.sides[i].cpu_seconds * 1000}});
  std::size_t different = differing_pixels(result.sides);
  return {{"sides", sides}, {"pixels", request.pixels()}, {"equal", different == 0}, {"different_pixels", different}};
}

}  // namespace

void stream_race(const RenderRequest& request, std::vector<Lease>& leases, const RaceRules& rules,
                 httplib::DataSink& sink, const std::function<bool()>& may_go_on) {
  std::vector<Tile> tiles = cut_into_tiles(request);
  if (!send_event(sink, "start", start_event(request, leases, tiles.size(), rules))) return;
  RaceWatcher watcher{[&](const TileDone& done) { return send_event(sink, "tile", tile_event(leases, done)); },
                      [&] { return may_go_on() && sink.is_writable(); }};
  RaceResult result = run_race(request, tiles, leases, rules, watcher);
  if (result.kind == RaceResult::Kind::Failed)
    send_event(sink, "failed", {{"status", result.failure.http_status}, {"error", result.failure.message}});
  if (result.kind == RaceResult::Kind::Done) send_event(sink, "done", done_event(request, leases, result));
}

}  // namespace mandelbrot
