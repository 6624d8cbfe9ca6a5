// Taking a snapshot while a trace is recorded.
#pragma once

#include "jit/ir/snapshot.h"
#include "jit/snapshot/shadow_frame.h"

namespace sidewinder::jit {

// Of all frames: the innermost goes on at `position`, the others where their callees return to.
uint32_t take_snapshot(SnapshotPool& pool, const ShadowFrames& frames, uint32_t header_references, uint64_t position,
                       bool raised);

}  // namespace sidewinder::jit
