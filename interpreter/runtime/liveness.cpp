#include "interpreter/runtime/liveness.h"

#include <memory>
#include <unordered_map>

#include "interpreter/compiler/opcode_info.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

namespace {

// The registers that an instruction reads and always writes, as ranges.
template <class Use, class Define> void operands(Instr in, Use&& use, Define&& define) {
  Opcode op = Opcode(in.op);
  const OpcodeInfo& info = opcode_info(in.op);
  auto each = [](auto&& f, int first, int count) {
    for (int i = 0; i < count; ++i) f(first + i);
  };
  switch (op) {                                    // what the table's columns do not say
    case Opcode::call_:
    case Opcode::call_kw_: each(use, in.b, in.c + 1); return define(in.a);
    case Opcode::call_method_:
    case Opcode::call_method_kw_: each(use, in.b, in.c + 2); return define(in.a);
    case Opcode::call_ex_: each(use, in.b, 3); return define(in.a);
    case Opcode::build_tuple_:
    case Opcode::build_list_:
    case Opcode::build_set_:
    case Opcode::build_string_:
    case Opcode::build_slice_: each(use, in.b, in.c); return define(in.a);
    case Opcode::build_map_: each(use, in.b, 2 * in.c); return define(in.a);
    case Opcode::format_:
    case Opcode::load_super_attr_: each(use, in.b, 2); return define(in.a);
    case Opcode::load_super_method_: each(use, in.b, 2); return each(define, in.a, 2);
    case Opcode::make_function_: each(use, in.c, 4); return define(in.a);
    case Opcode::import_name_: each(use, in.c, 2); return define(in.a);
    case Opcode::match_class_: use(in.b), each(use, in.c, 3); return define(in.a);
    case Opcode::load_method_:
    case Opcode::load_special_: use(in.b); return each(define, in.a, 2);
    case Opcode::exception_triple_: use(in.b); return each(define, in.a, 3);
    case Opcode::unpack_sequence_:
    case Opcode::unpack_tuple_: use(in.b); return each(define, in.a, in.c);
    case Opcode::unpack_star_: use(in.b); return each(define, in.a, (in.c & 0xff) + (in.c >> 8) + 1);
    case Opcode::send_: use(in.b), use(in.c); return each(define, in.a, 2);
    case Opcode::for_iter_: use(in.b); return define(in.a), define(in.c);
    case Opcode::raise_: each(use, in.a, in.c >= 1), each(use, in.b, in.c >= 2); return;
    default: break;
  }
  if (is_fused_test(op)) {                         // c is the scratch: written in the slow path, read by the companion alone
    if (info.a == Field::Reg) use(in.a);
    if (info.b == Field::Reg) use(in.b);
    return define(in.c);
  }
  if (info.a == Field::Reg) use(in.a);
  if (info.b == Field::Reg) use(in.b);
  if (info.c == Field::Reg) use(in.c);
  if (info.a == Field::Dst) define(in.a);
}

}  // namespace

Liveness::Liveness(const Code* code) {
  uint32_t n = code->instruction_count;
  // A continuation's few registers are all read by its one instruction.
  first_temporary_ = code->flags & kCodeContinuation ? code->register_count : int(code->names_of_registers->size);
  int temporaries = code->register_count - first_temporary_;
  words_ = temporaries > 0 ? size_t(temporaries + 63) / 64 : 1;
  rows_.assign(size_t(n + 1) * words_, 0);
  std::vector<uint64_t> live(words_);
  auto merge = [&](int64_t at) {
    if (at < 0 || at >= int64_t(n)) return;
    for (size_t w = 0; w < words_; ++w) live[w] |= rows_[size_t(at) * words_ + w];
  };
  auto bit_of = [&](int r) { return r - first_temporary_; };
  bool changed = true;
  while (changed) {
    changed = false;
    for (int64_t i = int64_t(n) - 1; i >= 0; --i) {
      Instr in = code->instructions[i];
      Opcode op = Opcode(in.op);
      live.assign(words_, 0);
      if (opcode_info(in.op).is_jump()) merge(i + 1 + in.offset());
      if (!ends_flow(op)) merge(i + 1);
      if (companion_of(op) != Opcode::kCount) {    // the fast path skips it, or goes where it goes
        merge(i + 2);
        if (opcode_info(code->instructions[i + 1].op).is_jump()) merge(i + 2 + code->instructions[i + 1].offset());
        if (op == Opcode::for_iter_) merge(i + 3);
      }
      auto define = [&](int r) {
        if (r >= first_temporary_ && r < code->register_count) live[size_t(bit_of(r)) / 64] &= ~(uint64_t(1) << (bit_of(r) % 64));
      };
      auto use = [&](int r) {
        if (r >= first_temporary_ && r < code->register_count) live[size_t(bit_of(r)) / 64] |= uint64_t(1) << (bit_of(r) % 64);
      };
      operands(in, [](int) {}, define);
      for (uint32_t e = 0; e < code->exception_count; ++e) {
        const ExceptionEntry& entry = code->exceptions[e];
        if (uint32_t(i) < entry.begin || uint32_t(i) >= entry.end) continue;
        bool was = entry.reg >= first_temporary_ && (live[size_t(bit_of(entry.reg)) / 64] >> (bit_of(entry.reg) % 64) & 1);
        merge(entry.handler);
        if (!was) define(entry.reg);
        break;
      }
      operands(in, use, [](int) {});
      for (size_t w = 0; w < words_; ++w)
        if (rows_[size_t(i) * words_ + w] != live[w]) rows_[size_t(i) * words_ + w] = live[w], changed = true;
    }
  }
}

namespace {
std::unordered_map<const Code*, std::unique_ptr<Liveness>>& known_codes() {
  static std::unordered_map<const Code*, std::unique_ptr<Liveness>> known;
  return known;
}
}  // namespace

const Liveness& liveness_of(const Code* code) {
  auto& entry = known_codes()[code];
  if (!entry) {
    entry = std::make_unique<Liveness>(code);
    *allocate_permanent(1) = const_cast<Code*>(code);      // positions in snapshots point into it
  }
  return *entry;
}

const Code* traced_code_at(const Instr* at) {
  for (auto& [code, liveness] : known_codes())
    if (at >= code->instructions && at <= code->instructions + code->instruction_count) return code;
  return nullptr;
}

}  // namespace sidewinder
