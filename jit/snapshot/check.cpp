#include "jit/snapshot/check.h"

#include "jit/ir/evaluate.h"
#include "jit/snapshot/map.h"
#include "jit/snapshot/rebuilder.h"

namespace sidewinder::jit {

namespace {

const void* class_of(const Hooks& hooks, const Object* o) {
  return *reinterpret_cast<void* const*>(reinterpret_cast<const char*>(o) + hooks.class_offset);
}

// Boxes of the same number are the same: they have no identity.
bool same_object(const Hooks& hooks, const Object* x, const Object* y) {
  if (x == y) return true;
  if (!x || !y || class_of(hooks, x) != class_of(hooks, y)) return false;
  const Boxes& boxes = *hooks.boxes;
  if (class_of(hooks, x) == boxes.int_class)
    return int_box_is_small(boxes, x) && int_box_is_small(boxes, y) && read_int_box(boxes, x) == read_int_box(boxes, y);
  if (class_of(hooks, x) != boxes.float_class) return false;
  double a = read_float_box(boxes, x), b = read_float_box(boxes, y);
  return std::memcmp(&a, &b, sizeof a) == 0;
}

std::string describe(const Hooks& hooks, const Object* o) {
  return hooks.describe_object ? hooks.describe_object(o) : o ? "an object" : "null";
}

struct Source {
  const RecordedValues& recorded;
  uint64_t bits_of(Value v) const { return recorded.bits_of(v); }
};

}  // namespace

std::string compare_with_frames(Thread& t, const Hooks& hooks, const Trace& trace, uint32_t snapshot,
                                const ShadowFrames& frames, const RecordedValues& recorded) {
  const SnapshotPool& pool = trace.snapshots;
  auto images = pool.frames_of(snapshot);
  if (images.size() != frames.size()) return "the snapshot has " + std::to_string(images.size()) + " frames";
  std::vector<Rebuilder<Source>::Built> built(most_built(pool, snapshot, value_count(pool, snapshot)) + 1);
  Source source{recorded};
  Rebuilder<Source> rebuilder(t, hooks, trace, snapshot, source, built.data());
  for (size_t depth = 0; depth < images.size(); depth++) {
    FrameValues values = pool.values_of(images[depth]);
    for (uint32_t r = 0; r < frames[depth]->register_count; r++) {
      Value v = values[hooks.header_references + r];
      if (v.is_none() || !recorded.knows(v)) continue;
      Object* rebuilt = rebuilder.object_of(v);
      Object* real = frames[depth]->registers[r];
      if (same_object(hooks, rebuilt, real)) continue;
      return "register " + std::to_string(r) + " of frame " + std::to_string(depth) + " is " + describe(hooks, real) +
             "; its name gives " + describe(hooks, rebuilt);
    }
  }
  return "";
}

}  // namespace sidewinder::jit
