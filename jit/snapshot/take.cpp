#include "jit/snapshot/take.h"

#include <algorithm>

namespace sidewinder::jit {

uint32_t take_snapshot(SnapshotPool& pool, const ShadowFrames& frames, uint32_t header_references, uint64_t position,
                       bool raised) {
  uint32_t snapshot = pool.begin(raised);
  for (const auto& frame : frames) {
    Value* values = pool.open_frame(header_references + frame->register_count);
    values = std::copy_n(frame->header, header_references, values);
    std::copy(frame->names.begin(), frame->names.end(), values);
    bool innermost = &frame == &frames.back();
    pool.close_frame(innermost ? position : frame->position, frame->info);
  }
  return snapshot;
}

}  // namespace sidewinder::jit
