// The tables of functions of module builtins, a file for each subject.
#pragma once

#include "interpreter/execution/thread.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

extern const NativeMethod* const builtin_attribute_functions;  // getattr, dir, isinstance, ...
extern const NativeMethod* const builtin_sequence_functions;   // len, sum, sorted, ...
extern const NativeMethod* const builtin_number_functions;     // abs, divmod, round, ...
extern const NativeMethod* const builtin_text_functions;       // print, repr, format, ...
extern const NativeMethod* const builtin_code_functions;       // eval, exec, compile, __import__
extern const NativeMethod* const builtin_class_functions;      // __build_class__

// The innermost frame of Python code; null if there is none.
FrameHeader* current_python_frame(Thread& t);
// locals(): of a function a snapshot of its variables in a dict, else the mapping that its names live in.
Object* frame_locals(Thread& t, FrameHeader* frame);
Object* names_in_scope(Thread& t);  // sorted names of locals(): dir()

}  // namespace sidewinder
