// All handlers, for the files that instantiate them with a machine; and step<M>, which executes one instruction.
#pragma once

#include "interpreter/runtime/ops/arithmetic.h"
#include "interpreter/runtime/ops/attribute.h"
#include "interpreter/runtime/ops/build.h"
#include "interpreter/runtime/ops/call.h"
#include "interpreter/runtime/ops/compare.h"
#include "interpreter/runtime/ops/continuation.h"
#include "interpreter/runtime/ops/exception.h"
#include "interpreter/runtime/ops/generator.h"
#include "interpreter/runtime/ops/iteration.h"
#include "interpreter/runtime/ops/loop.h"
#include "interpreter/runtime/ops/module.h"
#include "interpreter/runtime/ops/move.h"
#include "interpreter/runtime/ops/subscript.h"

namespace sidewinder {

template <class M> Next step(M& m, Frame<M>& f, Instr in) {
  switch (Opcode(in.op)) {
#define HOT(opcode, ...) case Opcode::opcode: return __VA_ARGS__(m, f, in);
#define COLD(opcode, ...) case Opcode::opcode: return __VA_ARGS__(m, f, in);
#include "interpreter/runtime/ops/handlers.def"
#undef HOT
#undef COLD
    default: PY_CHECK(!"an opcode without a handler");
  }
  return Next::Unwind;
}

}  // namespace sidewinder
