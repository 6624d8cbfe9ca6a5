// Why a recording is given up: an enumerator for each row of aborts.def. Handlers name one to decline
// (`m.abort(Abort::Generator)`), the recorder, the optimiser and the driver for what they find; the log prints its
// name.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sidewinder::jit {

enum class Abort : uint8_t {
  None,  // not given up
#define ABORT(name, flags, meaning) name,
#include "jit/language/aborts.def"
#undef ABORT
  kCount
};
constexpr size_t kAbortCount = size_t(Abort::kCount);

constexpr uint8_t kFailure = 0, kDecision = 1, kFinal = 2;

struct AbortRow {
  const char *name, *meaning;
  uint8_t flags;

  constexpr bool is_decision() const { return flags & kDecision; }
  constexpr bool is_final() const { return flags & kFinal; }
};

inline constexpr AbortRow kAbortRows[kAbortCount] = {
    {"None", "not given up", kFailure},
#define ABORT(name, flags, meaning) {#name, meaning, flags},
#include "jit/language/aborts.def"
#undef ABORT
};
constexpr const AbortRow& abort_row(Abort reason) { return kAbortRows[size_t(reason)]; }
constexpr const char* name_of(Abort reason) { return abort_row(reason).name; }

}  // namespace sidewinder::jit
