// Debug builds: each snapshot that describes the frames as they are now is rebuilt from the values that its SSA names
// had in this very recording, and compared with the real frames. A name that a handler forgot, or gave to the wrong
// value, shows at once.
#pragma once

#include <string>
#include <vector>

#include "jit/ir/trace.h"
#include "jit/snapshot/shadow_frame.h"

namespace sidewinder::jit {

#ifdef NDEBUG
inline constexpr bool kChecksSnapshots = false;
#else
inline constexpr bool kChecksSnapshots = true;
#endif

// What SSA values were when they were recorded, as far as the recorder was told.
class RecordedValues {
 public:
  void note(Value v, uint64_t bits) {
    if (!v.is_op()) return;
    if (known_.size() <= v.index()) {
      known_.resize(v.index() + 256);
      bits_.resize(v.index() + 256);
    }
    known_[v.index()] = true;
    bits_[v.index()] = bits;
  }
  bool knows(Value v) const { return !v.is_op() || (v.index() < known_.size() && known_[v.index()]); }
  uint64_t bits_of(Value v) const { return bits_[v.index()]; }

 private:
  std::vector<bool> known_;
  std::vector<uint64_t> bits_;
};

// "" or what is different. Not compared: registers without a name (null or dead: the recorder does not know which),
// values that the recorder was not told, header references, and positions.
std::string compare_with_frames(Thread& t, const Hooks& hooks, const Trace& trace, uint32_t snapshot,
                                const ShadowFrames& frames, const RecordedValues& recorded);

}  // namespace sidewinder::jit
