#include "interpreter/compiler/liveness.h"

#include "interpreter/compiler/operands.h"
#include "interpreter/objects/function/code.h"

namespace sidewinder {

Liveness::Liveness(const Code* code) {
  uint32_t n = code->instruction_count;
  first_temporary_ = code->first_temporary;
  int temporaries = code->register_count - first_temporary_;
  words_ = temporaries > 0 ? size_t(temporaries + 63) / 64 : 1;
  rows_.assign(size_t(n + 1) * words_, 0);
  std::vector<uint64_t> live(words_);
  int64_t i = 0;
  bool goes_back = false;  // as long as nothing does, one pass is enough
  auto merge = [&](int64_t at) {
    if (at < 0 || at >= int64_t(n)) return;
    goes_back |= at <= i;
    for (size_t w = 0; w < words_; ++w) live[w] |= rows_[size_t(at) * words_ + w];
  };
  auto bit_of = [&](int r) { return r - first_temporary_; };
  bool changed = true;
  while (changed) {
    changed = false;
    for (i = int64_t(n) - 1; i >= 0; --i) {
      Instr in = code->instructions[i];
      Opcode op = Opcode(in.op);
      live.assign(words_, 0);
      if (opcode_info(in.op).is_jump()) merge(i + 1 + in.offset());
      if (!ends_flow(op)) merge(i + 1);
      if (companion_of(op) != Opcode::kCount) {  // the fast path skips it, or goes where it goes
        merge(i + 2);
        if (opcode_info(code->instructions[i + 1].op).is_jump()) merge(i + 2 + code->instructions[i + 1].offset());
        if (op == Opcode::for_iter_) merge(i + 3);
      }
      auto define = [&](int r) {
        if (r >= first_temporary_ && r < code->register_count)
          live[size_t(bit_of(r)) / 64] &= ~(uint64_t(1) << (bit_of(r) % 64));
      };
      auto use = [&](int r) {
        if (r >= first_temporary_ && r < code->register_count)
          live[size_t(bit_of(r)) / 64] |= uint64_t(1) << (bit_of(r) % 64);
      };
      auto each = [](auto&& f, const RegisterBlock(&blocks)[3]) {
        for (const RegisterBlock& block : blocks)
          for (int k = 0; k < block.count; ++k) f(block.first + k);
      };
      OperandUse operands = operand_use(in);
      each(define, operands.writes);
      for (uint32_t e = 0; e < code->exception_count; ++e) {
        const ExceptionEntry& entry = code->exceptions[e];
        if (uint32_t(i) < entry.begin || uint32_t(i) >= entry.end) continue;
        bool was = entry.reg >= first_temporary_ &&
                   (live[size_t(bit_of(entry.reg)) / 64] >> (bit_of(entry.reg) % 64) & 1);
        merge(entry.handler);
        if (!was) define(entry.reg);
        break;
      }
      each(use, operands.reads);
      for (size_t w = 0; w < words_; ++w) {
        uint64_t& known = rows_[size_t(i) * words_ + w];
        changed |= known != live[w];
        known = live[w];
      }
    }
    if (!goes_back) break;
  }
  keep_iterators(code);
}

// An exception that leaves a loop looks at its iterator, also where control does not go round any more.
void Liveness::keep_iterators(const Code* code) {
  for (uint32_t i = 0; i < code->instruction_count; i++) {
    const Instr* head = code->instructions + i;
    if (head->op != uint16_t(Opcode::for_iter_) || head->b < first_temporary_) continue;
    size_t bit = size_t(head->b - first_temporary_);
    uint32_t end = i + 2 + uint32_t(head[1].offset());
    for (uint32_t at = i + 1; at < end; at++) rows_[at * words_ + bit / 64] |= uint64_t(1) << (bit % 64);
  }
}

}  // namespace sidewinder
