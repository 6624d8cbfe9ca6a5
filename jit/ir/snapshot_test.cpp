// How snapshots are stored: what is not stored again is still found.
#include "jit/ir/snapshot.h"

#include <doctest/doctest.h>

#include <random>

namespace sidewinder::jit {

namespace {

struct PlainFrame {
  uint64_t position;
  std::vector<Value> values;
};
using PlainFrames = std::vector<PlainFrame>;

uint32_t store(SnapshotPool& pool, const PlainFrames& frames) {
  uint32_t snapshot = pool.begin();
  for (const PlainFrame& f : frames) pool.add_frame(f.position, f.position + 1, f.values);
  return snapshot;
}

void check_stored(const SnapshotPool& pool, uint32_t snapshot, const PlainFrames& expected) {
  auto frames = pool.frames_of(snapshot);
  REQUIRE(frames.size() == expected.size());
  for (size_t i = 0; i < frames.size(); i++) {
    CHECK(frames[i].position == expected[i].position);
    CHECK(frames[i].info == expected[i].position + 1);
    FrameValues values = pool.values_of(frames[i]);
    std::vector<Value> found;
    for (Value v : values) found.push_back(v);
    CHECK(found == expected[i].values);
    for (size_t r = 0; r < found.size(); r++) CHECK(values[r] == found[r]);
  }
}

PlainFrame frame_of(uint64_t position, uint32_t count) {
  PlainFrame f{position, {}};
  for (uint32_t r = 0; r < count; r++) f.values.push_back(Value::op(100 * uint32_t(position) + r));
  return f;
}

}  // namespace

TEST_SUITE("jit_ir_snapshot") {

TEST_CASE("a frame in which nothing changed: stored once, positions aside") {
  SnapshotPool pool;
  PlainFrames frames{frame_of(1, 20), frame_of(2, 3)};
  store(pool, frames);
  size_t stored = pool.stored_values();
  frames[1].position = 7;
  uint32_t second = store(pool, frames);
  CHECK(pool.stored_values() == stored);
  check_stored(pool, second, frames);
}

TEST_CASE("one register changed: one block is stored") {
  SnapshotPool pool;
  PlainFrames frames{frame_of(1, 50)};
  uint32_t first = store(pool, frames);
  size_t stored = pool.stored_values();
  PlainFrames before = frames;
  frames[0].values[17] = Value::constant(4);
  uint32_t second = store(pool, frames);
  CHECK(pool.stored_values() == stored + FrameValues::kBlock);
  check_stored(pool, first, before);
  check_stored(pool, second, frames);
}

TEST_CASE("another function at the same depth: nothing is shared by mistake") {
  SnapshotPool pool;
  PlainFrames one{frame_of(1, 9), frame_of(2, 12)}, other{frame_of(1, 9), frame_of(3, 5)}, none;
  std::vector<PlainFrames> all{one, other, none, one, {frame_of(4, 0)}, one};
  std::vector<uint32_t> snapshots;
  for (const PlainFrames& frames : all) snapshots.push_back(store(pool, frames));
  for (size_t i = 0; i < all.size(); i++) check_stored(pool, snapshots[i], all[i]);
}

TEST_CASE("random recordings: every snapshot is found as it was taken") {
  std::mt19937 random(11);
  SnapshotPool pool;
  for (int round = 0; round < 5; round++) {
    pool.clear();
    PlainFrames frames{frame_of(1, 1 + random() % 40)};
    std::vector<PlainFrames> all;
    for (int step = 0; step < 300; step++) {
      if (random() % 12 == 0 && frames.size() < 6) frames.push_back(frame_of(random() % 1000, random() % 40));
      else if (random() % 12 == 0 && frames.size() > 1) frames.pop_back();
      frames.back().position = random() % 1000;
      std::vector<Value>& values = frames.back().values;
      for (uint32_t changes = random() % 4; changes && !values.empty(); changes--)
        values[random() % values.size()] = random() % 5 ? Value::op(random() % 500) : Value::none();
      all.push_back(frames);
      CHECK(store(pool, frames) == step);
    }
    for (uint32_t i = 0; i < all.size(); i++) check_stored(pool, i, all[i]);
  }
}

}  // TEST_SUITE("jit_ir_snapshot")

}  // namespace sidewinder::jit
