// The templates of Compiler that emit guards; included by the files that lower operations that leave.
#pragma once

#include "jit/backend/compiler.h"

namespace sidewinder::jit {

// Emits `test` so that the jump after it, whose field is `ahead` bytes behind, can be patched by one store. Padding
// goes before the test, so that CPUs still fuse it with the jump; that takes a second try.
template <class Test> void Compiler::emit_aligned(Test test, uint32_t ahead) {
  size_t start = as.offset();
  size_t fixups = emitter.fixups();
  test();
  size_t past = (as.offset() + ahead) & 7;
  if (past <= 4) return;
  uint32_t padding = uint32_t(8 - past);
  if (emitter.fixups() != fixups || emitter.listing()) return emitter.pad(padding);
  as.setOffset(start);
  emitter.pad(padding);
  test();
}

template <class Test> void Compiler::guard(uint32_t i, const Op& op, Truth fails, Test test) {
  Exit& exit = new_exit(i, op.snapshot);
  forced_exit(exit);
  // jp skip (2 bytes) comes first when NaNs must not leave.
  emit_aligned(test, fails.parity == Truth::Parity::AndNot ? 4 : 2);
  exit_if(exit, fails);
}

}  // namespace sidewinder::jit
