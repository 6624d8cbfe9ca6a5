// Two engines (or one) draw the same picture, tile by tile, each in a worker of its own. One thread leads: it hands out
// tiles, listens to both workers and to whether anybody still looks on.
//
// On few processors the engines take turns: always the one that has computed for less time so far goes on, so that both
// pictures grow as they would side by side, and no engine is slowed down by the other.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "demos/mandelbrot/engine.h"
#include "demos/mandelbrot/protocol.h"
#include "demos/mandelbrot/render_request.h"

namespace mandelbrot {

struct TileDone {
  std::size_t side;
  Tile tile;
  const Picture& picture;
};

struct SideTotal {
  double seconds = 0;
  double cpu_seconds = 0;
  std::string shades;  // the whole picture
};

struct RaceResult {
  enum class Kind { Done, Cancelled, Failed };
  Kind kind = Kind::Done;
  std::vector<SideTotal> sides;
  Failure failure{};  // Failed
};

struct RaceRules {
  bool side_by_side = false;  // else in turn
  std::chrono::milliseconds most_time{60000};
};

struct RaceWatcher {
  std::function<bool(const TileDone&)> tile;  // false: cancel
  std::function<bool()> is_there;             // asked often; false: cancel
};

// Tiles small enough that the slowest engine takes at most about 50 ms for one; from the centre outward.
std::vector<Tile> cut_into_tiles(const RenderRequest& request);
Tile tile_with(const RenderRequest& request, const Pixel& pixel);

// `leases` has the sides' workers; those that fail or are still busy at the end are spoilt.
RaceResult run_race(const RenderRequest& request, const std::vector<Tile>& tiles, std::vector<Lease>& leases,
                    const RaceRules& rules, const RaceWatcher& watcher);

}  // namespace mandelbrot
