// All handlers, for the files that instantiate them with a machine; and step<M>, which executes one instruction.
#pragma once

#include "interpreter/compiler/opcode.h"
#include "interpreter/execution/ops/arithmetic.h"
#include "interpreter/execution/ops/attribute.h"
#include "interpreter/execution/ops/build.h"
#include "interpreter/execution/ops/call.h"
#include "interpreter/execution/ops/compare.h"
#include "interpreter/execution/ops/continuation.h"
#include "interpreter/execution/ops/exception.h"
#include "interpreter/execution/ops/generator.h"
#include "interpreter/execution/ops/global.h"
#include "interpreter/execution/ops/iteration.h"
#include "interpreter/execution/ops/loop.h"
#include "interpreter/execution/ops/module.h"
#include "interpreter/execution/ops/move.h"
#include "interpreter/execution/ops/pattern.h"
#include "interpreter/execution/ops/subscript.h"
#include "interpreter/execution/ops/wrapped_generators.h"

namespace sidewinder {

template <class M> Next step(M& m, Frame<M>& f, Instr in) {
  switch (Opcode(in.op)) {
// clang-format off
#define HOT(opcode, ...) case Opcode::opcode: return __VA_ARGS__(m, f, in);
#define COLD(opcode, ...) case Opcode::opcode: return __VA_ARGS__(m, f, in);
// clang-format on
#include "interpreter/execution/ops/handlers.def"
#undef HOT
#undef COLD
    default: PY_CHECK(!"an opcode without a handler");
  }
  return Next::Unwind;
}

}  // namespace sidewinder
