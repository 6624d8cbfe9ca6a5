// No memory for what nothing can go on without: the main thread, the MemoryError that would be raised, what a trace
// owes.
#pragma once

namespace sidewinder {

// Says so on standard error and ends the process with exit code 1, as does a container of C++ that gets no memory.
[[noreturn]] void end_without_memory();

}  // namespace sidewinder
