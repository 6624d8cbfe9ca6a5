// The verifier of code objects: operands in range, companions in place, jumps to instructions, tables in order, and no
// temporary read before it is written on every way there.
#include <deque>

#include "interpreter/compiler/compiler.h"
#include "interpreter/compiler/emitter.h"
#include "interpreter/compiler/operands.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

class Verifier {
 public:
  explicit Verifier(const Code* code) : code_(code), count_(code->instruction_count) {}

  bool run(std::string* why) {
    check_instructions();
    if (why_.empty()) check_tables();
    if (why_.empty()) check_flow();
    if (!why_.empty()) *why = "code " + str_to_utf8(code_->qualname) + ": " + why_;
    return why_.empty();
  }

 private:
  void fail(uint32_t at, const std::string& what) {
    if (why_.empty())
      why_ = "instruction " + std::to_string(at) + ", " + opcode_name(code_->instructions[at].op) + ": " + what;
  }
  void fail(const std::string& what) {
    if (why_.empty()) why_ = what;
  }

  Opcode opcode(uint32_t at) const { return Opcode(code_->instructions[at].op); }
  int64_t target(uint32_t at) const { return int64_t(at) + 1 + code_->instructions[at].offset(); }
  int named_count() const { return int(code_->names_of_registers->length()); }

  // --- instructions

  void check_instructions() {
    if (count_ == 0) return fail("no instructions");
    for (uint32_t at = 0; at < count_ && why_.empty(); at++) {
      const Instr& in = code_->instructions[at];
      if (in.op >= uint16_t(Opcode::kCount)) return fail("instruction " + std::to_string(at) + ": no such opcode");
      if (is_continuation(Opcode(in.op))) return fail(at, "a continuation");
      const OpcodeInfo& info = opcode_info(in.op);
      bool is_bare_raise = Opcode(in.op) == Opcode::raise_ && in.c == 0;  // its registers are not looked at
      if (!is_bare_raise) check_field(at, info.a, in.a);
      if (info.is_jump()) {
        check_jump(at);
      } else {
        if (!is_bare_raise) check_field(at, info.b, in.b);
        check_field(at, info.c, in.c);
      }
      check_blocks(at);
      check_companion(at);
    }
    if (why_.empty() && !ends_flow(opcode(count_ - 1)) && opcode(count_ - 1) != Opcode::names_)
      fail(count_ - 1, "runs off the end");
  }

  void check_field(uint32_t at, Field field, uint16_t value) {
    bool ok = true;
    switch (field) {
      case Field::Dst:
      case Field::Reg: ok = value < code_->register_count; break;
      case Field::Const: ok = value < code_->constants->length(); break;
      case Field::Cache: ok = value < code_->cache_count; break;
      case Field::Hot: ok = value < code_->hot_spot_count; break;
      default: break;  // a base may be anything if its block is empty
    }
    if (!ok) fail(at, "operand " + std::to_string(value) + " out of range");
  }

  void check_blocks(uint32_t at) {
    OperandUse use = operand_use(code_->instructions[at]);
    for (int i = 0; i < 3; i++)
      for (RegisterBlock block : {use.reads[i], use.writes[i]})
        if (block.count && block.first + block.count > code_->register_count)
          fail(at, "block of registers out of range");
  }

  void check_jump(uint32_t at) {
    int64_t to = target(at);
    if (to < 0 || to >= int64_t(count_)) return fail(at, "jumps out of the code");
    if (to > 0 && companion_of(opcode(uint32_t(to) - 1)) != Opcode::kCount) fail(at, "jumps to a companion");
    bool is_back = opcode(at) == Opcode::jump_back_;
    if (is_back != (to <= int64_t(at))) fail(at, "jumps in the wrong direction");
    if (is_back && code_->hot_spots[code_->instructions[at].a].header != uint32_t(to))
      fail(at, "does not go to the loop's header");
  }

  void check_companion(uint32_t at) {
    const Instr& in = code_->instructions[at];
    Opcode companion = companion_of(Opcode(in.op));
    if (companion == Opcode::kCount) return;
    if (at + 1 >= count_ || opcode(at + 1) != companion)
      return fail(at, std::string("is not followed by ") + opcode_name(uint16_t(companion)));
    const Instr& next = code_->instructions[at + 1];
    bool is_in_first = Opcode(in.op) == Opcode::send_ || companion == Opcode::unpack_tuple_;
    if (companion != Opcode::names_ && next.a != (is_in_first ? in.a : in.c)) fail(at + 1, "takes another register");
    if (Opcode(in.op) != Opcode::for_iter_) return;
    if (at + 2 >= count_ || opcode(at + 2) != Opcode::move_r || code_->instructions[at + 2].a != in.a ||
        code_->instructions[at + 2].b != in.c)
      fail(at, "is not followed by for_end and a move of the scratch register");
  }

  // --- tables

  void check_tables() {
    for (uint32_t i = 0; i < code_->exception_count; i++) {
      const ExceptionEntry& entry = code_->exceptions[i];
      if (entry.begin >= entry.end || entry.end > count_ || entry.handler >= count_ ||
          entry.reg >= code_->register_count)
        return fail("exception entry " + std::to_string(i) + " out of range");
      if (entry.handler >= entry.begin && entry.handler < entry.end)
        return fail("exception entry " + std::to_string(i) + " handles itself");
    }
    for (uint32_t i = 0; i + 1 < code_->line_count; i++)
      if (code_->lines[i].begin >= code_->lines[i + 1].begin) return fail("line table out of order");
    if (code_->line_count == 0 || code_->lines[0].begin != 0) fail("the first instruction has no line");
    for (uint32_t i = 0; i < code_->cache_count; i++)
      if (!code_->caches[i].name || !code_->caches[i].name->is_interned())
        return fail("a cache without an interned name");
  }

  // --- flow: which registers are written before each instruction, whatever way led there

  void check_flow() {
    before_.resize(count_);
    is_reached_.resize(count_);
    BoundSet start;
    start.resize(code_->register_count);
    for (int i = 0; i < named_count(); i++) start.add(i);  // named registers may be null: others see to them
    reach(0, start);
    while (!pending_.empty() && why_.empty()) {
      uint32_t at = pending_.front();
      pending_.pop_front();
      step(at);
    }
    for (uint32_t at = 0; at < count_ && why_.empty(); at++)
      // threading leaves jumps behind, and the return that they have all become
      if (!is_reached_[at] && opcode(at) != Opcode::jump_ && opcode(at) != Opcode::jump_back_ &&
          opcode(at) != Opcode::return_c)
        fail(at, "cannot be reached");
  }

  void reach(uint32_t at, const BoundSet& written) {
    if (!is_reached_[at]) {
      is_reached_[at] = true;
      before_[at] = written;
      return pending_.push_back(at);
    }
    BoundSet merged = before_[at];
    merged.intersect(written);
    if (merged == before_[at]) return;
    before_[at] = merged;
    pending_.push_back(at);
  }

  void step(uint32_t at) {
    const Instr& in = code_->instructions[at];
    OperandUse use = operand_use(in);
    BoundSet written = before_[at];
    for (RegisterBlock block : use.reads)
      for (int i = 0; i < block.count; i++)
        if (!written.has(block.first + i))
          return fail(at, "reads r" + std::to_string(block.first + i) + ", which may not be written");
    reach_handler(at, written);
    for (RegisterBlock block : use.writes)
      for (int i = 0; i < block.count; i++) written.add(block.first + i);
    if (opcode_info(in.op).is_jump()) reach(uint32_t(target(at)), written);
    if (!ends_flow(Opcode(in.op))) reach(at + 1, written);
  }

  void reach_handler(uint32_t at, BoundSet written) {
    for (uint32_t i = 0; i < code_->exception_count; i++) {
      const ExceptionEntry& entry = code_->exceptions[i];
      if (at < entry.begin || at >= entry.end) continue;
      written.add(entry.reg);
      return reach(entry.handler, written);
    }
  }

  const Code* code_;
  uint32_t count_;
  std::string why_;
  std::vector<BoundSet> before_;
  std::vector<bool> is_reached_;
  std::deque<uint32_t> pending_;
};

}  // namespace

bool verify(const Code* code, std::string* why) {
  if (!Verifier(code).run(why)) return false;
  for (ssize i = 0; i < code->constants->length(); i++)
    if (Object* value = (*code->constants)[i]; is_exact<Code>(value) && !verify(cast<Code>(value), why)) return false;
  return true;
}

}  // namespace sidewinder
