// Module sys, in files: constants and tables of the implementation, functions, the standard streams.
#pragma once

#include "interpreter/execution/thread.h"
#include "interpreter/objects/core/module.h"

namespace sidewinder {

constexpr int kVersionMajor = 3;
constexpr int kVersionMinor = 11;
constexpr int kVersionMicro = 2;

// What extension modules are opened with: sys.setdlopenflags().
extern int library_flags;

extern const NativeMethod* const sys_functions;
extern const NativeMethod* const sys_audit_functions;
extern const NativeMethod* const sys_breakpoint_functions;
extern const NativeMethod* const sys_trace_functions;
Status add_async_functions(Thread& t, Module* module);
Status add_sys_constants(Thread& t, Module* module);  // version_info, flags, implementation, float_info ...
Status add_sys_state(Thread& t, Module* module);      // argv, path, modules, streams ...

}  // namespace sidewinder
