#include "demos/mandelbrot/race.h"

#include <poll.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace mandelbrot {

namespace {

using Clock = WorkerProcess::Clock;

constexpr double kStepsOfTile = 400000;          // of the inner loop: 10 to 40 ms of CPython
constexpr std::uint32_t kSmallestEdge = 2;       // that much for the most iterations
constexpr std::size_t kMostTiles = 1 << 18;      // only pictures that would take minutes come to it
constexpr int kListenMilliseconds = 20;          // between two looks whether anybody still looks on
constexpr std::chrono::milliseconds kGrace{60};  // for a tile that nobody wants any more
// A worker hangs that takes longer for a tile: ten times what a slow interpreter needs, and a good while besides.
constexpr std::chrono::microseconds kPatienceForStep{1};
constexpr std::chrono::seconds kPatience{3};

std::uint32_t tile_edge(const RenderRequest& request) {
  double by_time = std::sqrt(kStepsOfTile / request.iterations);
  double by_number = std::sqrt(double(request.pixels()) / kMostTiles);
  return std::max({kSmallestEdge, std::uint32_t(by_time), std::uint32_t(std::ceil(by_number))});
}

// Squared, and in half pixels.
double distance_from_centre(const RenderRequest& request, const Tile& tile) {
  double x = 2.0 * tile.x + tile.width - request.width;
  double y = 2.0 * tile.y + tile.height - request.height;
  return x * x + y * y;
}

class Side {
 public:
  Side(const RenderRequest& request, const std::vector<Tile>& tiles, Lease& lease)
      : request_(request), tiles_(tiles), lease_(lease) {
    total.shades.resize(request.pixels());
  }

  bool is_finished() const { return next_ == tiles_.size() && !is_computing; }
  const std::string& label() const { return lease_.engine().setup().label; }
  int output() const { return lease_.worker().output(); }

  void begin_tile(Clock::time_point race_deadline) {
    auto steps = std::int64_t(tiles_[next_].pixels() * request_.iterations);
    deadline = std::min(race_deadline, Clock::now() + kPatience + steps * kPatienceForStep);
    lease_.worker().send(encode_render(request_, tiles_[next_], next_), deadline);
    is_computing = true;
  }

  // The answer has begun to come. Throws WorkerFailure.
  std::pair<Tile, Picture> end_tile() {
    Frame answer = lease_.worker().receive(deadline);
    is_computing = false;
    if (answer.type == FrameType::Error) throw WorkerFailure{WorkerFailure::Kind::Confused, answer.payload};
    auto picture = decode_picture(answer.payload, request_, tiles_[next_], next_);
    if (answer.type != FrameType::Picture || !picture)
      throw WorkerFailure{WorkerFailure::Kind::Confused, "the worker's answer does not fit the request"};
    Tile tile = tiles_[next_++];
    total.seconds += picture->seconds;
    total.cpu_seconds += picture->cpu_seconds;
    place(tile, picture->shades);
    return {tile, *std::move(picture)};
  }

  // Nobody waits for the tile any more: soon done, or its worker goes.
  void abandon(Clock::time_point patience) {
    if (!is_computing) return;
    try {
      deadline = patience;
      end_tile();
    } catch (const WorkerFailure&) {
      spoil();
    }
  }

  void spoil() { lease_.spoil(); }

  SideTotal total;
  bool is_computing = false;
  Clock::time_point deadline;  // of the tile that is being computed

 private:
  void place(const Tile& tile, const std::string& shades) {
    for (std::uint32_t row = 0; row < tile.height; row++)
      std::copy_n(shades.data() + std::size_t{row} * tile.width, tile.width,
                  total.shades.data() + std::size_t{tile.y + row} * request_.width + tile.x);
  }

  const RenderRequest& request_;
  const std::vector<Tile>& tiles_;
  Lease& lease_;
  std::uint32_t next_ = 0;
};

class Race {
 public:
  Race(const RenderRequest& request, const std::vector<Tile>& tiles, std::vector<Lease>& leases, const RaceRules& rules,
       const RaceWatcher& watcher)
      : rules_(rules), watcher_(watcher), deadline_(Clock::now() + rules.most_time) {
    for (Lease& lease : leases) sides_.emplace_back(request, tiles, lease);
  }

  RaceResult run() {
    while (!result_ && !std::ranges::all_of(sides_, &Side::is_finished)) step();
    RaceResult result = result_.value_or(RaceResult{});
    Clock::time_point patience = Clock::now() + kGrace;
    for (Side& side : sides_) {
      side.abandon(patience);
      result.sides.push_back(std::move(side.total));
    }
    return result;
  }

 private:
  void step() {
    hand_out();
    std::vector<pollfd> wanted;
    for (Side& side : sides_) wanted.push_back({side.is_computing ? side.output() : -1, POLLIN, 0});
    if (!result_) poll(wanted.data(), wanted.size(), kListenMilliseconds);
    for (std::size_t i = 0; i < sides_.size() && !result_; i++)
      if (wanted[i].revents != 0) collect(i);
    if (!result_ && !watcher_.is_there()) result_ = RaceResult{RaceResult::Kind::Cancelled, {}, {}};
    if (!result_) give_up_overdue();
  }

  void hand_out() {
    if (rules_.side_by_side) {
      for (std::size_t i = 0; i < sides_.size(); i++)
        if (!sides_[i].is_computing && !sides_[i].is_finished()) begin(i);
      return;
    }
    std::size_t next = sides_.size();
    for (std::size_t i = 0; i < sides_.size(); i++) {
      if (sides_[i].is_computing) return;
      bool is_behind = next == sides_.size() || sides_[i].total.seconds < sides_[next].total.seconds;
      if (!sides_[i].is_finished() && is_behind) next = i;
    }
    begin(next);
  }

  void begin(std::size_t side) {
    attempt(side, [&] { sides_[side].begin_tile(deadline_); });
  }

  void collect(std::size_t side) {
    attempt(side, [&] {
      auto [tile, picture] = sides_[side].end_tile();
      if (!watcher_.tile({side, tile, picture})) result_ = RaceResult{RaceResult::Kind::Cancelled, {}, {}};
    });
  }

  template <typename Action> void attempt(std::size_t side, Action action) {
    try {
      action();
    } catch (const WorkerFailure& failure) {
      bool is_late = failure.kind == WorkerFailure::Kind::TimedOut;
      fail(side, is_late ? 504 : 502, failure.message + (is_late ? " and was ended; ask for a smaller picture" : ""));
    }
  }

  void give_up_overdue() {
    for (std::size_t i = 0; i < sides_.size(); i++)
      if (sides_[i].is_computing && Clock::now() > sides_[i].deadline)
        return fail(i, 504, "the worker did not answer in time and was ended; ask for a smaller picture");
  }

  void fail(std::size_t side, int status, const std::string& message) {
    sides_[side].is_computing = false;
    sides_[side].spoil();
    result_ = RaceResult{RaceResult::Kind::Failed, {}, {status, sides_[side].label() + ": " + message}};
  }

  const RaceRules& rules_;
  const RaceWatcher& watcher_;
  const Clock::time_point deadline_;
  std::vector<Side> sides_;
  std::optional<RaceResult> result_;
};

}  // namespace

std::vector<Tile> cut_into_tiles(const RenderRequest& request) {
  std::uint32_t edge = tile_edge(request);
  std::vector<Tile> tiles;
  for (std::uint32_t y = 0; y < request.height; y += edge)
    for (std::uint32_t x = 0; x < request.width; x += edge)
      tiles.push_back({x, y, std::min(edge, request.width - x), std::min(edge, request.height - y)});
  std::ranges::stable_sort(tiles, {}, [&](const Tile& tile) { return distance_from_centre(request, tile); });
  return tiles;
}

Tile tile_with(const RenderRequest& request, const Pixel& pixel) {
  std::uint32_t edge = tile_edge(request);
  Tile tile{pixel.x - pixel.x % edge, pixel.y - pixel.y % edge, edge, edge};
  tile.width = std::min(edge, request.width - tile.x);
  tile.height = std::min(edge, request.height - tile.y);
  return tile;
}

RaceResult run_race(const RenderRequest& request, const std::vector<Tile>& tiles, std::vector<Lease>& leases,
                    const RaceRules& rules, const RaceWatcher& watcher) {
  return Race(request, tiles, leases, rules, watcher).run();
}

}  // namespace mandelbrot
