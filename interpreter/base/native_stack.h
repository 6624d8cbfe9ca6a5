// How far down the native stack of this thread may go: for what recurses and knows no thread of Python code.
#pragma once

namespace sidewinder {

inline thread_local char* native_stack_limit = nullptr;  // set with Thread::native_limit

inline bool native_stack_left() { return static_cast<char*>(__builtin_frame_address(0)) > native_stack_limit; }

}  // namespace sidewinder
