// The end of traces. Machine code, tables and what they keep alive are freed all at once, where there is no room for
// more: traces jump to one another, and what is still hot is soon recorded again. Nobody may be in one then.
#pragma once

#include <memory>

#include "jit/driver/driver.h"

namespace sidewinder::jit {

// It has versions, or places in inlined frames.
void note_place(StartPoint& start);
// It hangs on an exit, and lives as long as that.
void keep_bridge(std::unique_ptr<CompiledTrace> bridge);
// There is no room for more machine code, or for tables.
void note_no_room();
// Frees all traces if there is no room, nobody is in any, and that has not happened too often.
void make_room(const Hooks& hooks);
// May that happen yet? Else what is there runs on, and nothing is recorded any more.
bool may_make_room();

}  // namespace sidewinder::jit
