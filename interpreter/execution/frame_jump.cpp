// A line can be jumped to if the frame has what its code expects in its temporaries: iterators of the loops around it,
// what `with` and handlers keep. What it has beyond that is dropped. The temporaries that an instruction expects are
// the live ones (compiler/liveness.h); what kind of value each is follows from the instruction that wrote it.
#include <algorithm>
#include <vector>

#include "interpreter/compiler/liveness.h"
#include "interpreter/compiler/opcode.h"
#include "interpreter/compiler/opcode_info.h"
#include "interpreter/compiler/operands.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

enum class Kind : uint8_t { Nothing, Value, Iterator, Exit, Exception, Handled };

struct Kept {
  Kind kind = Kind::Nothing;
  uint32_t writer = 0;  // the instruction
  bool is_nothing() const { return kind == Kind::Nothing; }
  // Any value of a kind will do, but for those in the middle of an expression.
  bool stands_for(const Kept& wanted) const {
    return kind == wanted.kind && (kind != Kind::Value || writer == wanted.writer);
  }
};

// For each instruction what its temporaries hold, as far as it is reached.
class KeptValues {
 public:
  explicit KeptValues(const Code* code) : code_(code), first_(code->first_temporary), liveness_(code) {
    width_ = size_t(std::max(0, code->register_count - first_));
    rows_.resize(size_t(code->instruction_count + 1));
    seen_.resize(rows_.size());
    reach(0, std::vector<Kept>(width_));
    while (!due_.empty()) {
      uint32_t at = due_.back();
      due_.pop_back();
      follow(at);
    }
  }

  bool is_reached(uint32_t at) const { return seen_[at]; }
  // Of the temporaries that are still to be read there; the others hold Nothing.
  std::vector<Kept> live_at(uint32_t at) const {
    std::vector<Kept> kept = rows_[at];
    kept.resize(width_);
    for (size_t i = 0; i < width_; ++i) {
      if (!liveness_.is_live(at, first_ + int(i))) kept[i] = {};
      else if (kept[i].is_nothing()) kept[i] = {Kind::Value, 0};
    }
    return kept;
  }
  int first() const { return first_; }

 private:
  // The first way that leads to an instruction says it for all: they agree on what is live.
  void reach(int64_t at, const std::vector<Kept>& kept) {
    if (at < 0 || at >= int64_t(code_->instruction_count) || seen_[size_t(at)]) return;
    rows_[size_t(at)] = kept;
    seen_[size_t(at)] = true;
    due_.push_back(uint32_t(at));
  }

  static Kind kind_written_by(Opcode op) {
    switch (op) {
      case Opcode::get_iter_:
      case Opcode::get_aiter_: return Kind::Iterator;
      case Opcode::load_special_: return Kind::Exit;
      case Opcode::push_handled_: return Kind::Handled;
      default: return Kind::Value;
    }
  }

  void write(std::vector<Kept>& kept, int reg, Kept value) const {
    if (reg >= first_ && size_t(reg - first_) < width_) kept[size_t(reg - first_)] = value;
  }

  void follow(uint32_t at) {
    const Instr& in = code_->instructions[at];
    Opcode op = Opcode(in.op);
    std::vector<Kept> kept = rows_[at];
    for (uint32_t e = 0; e < code_->exception_count; ++e) {
      const ExceptionEntry& entry = code_->exceptions[e];
      if (at < entry.begin || at >= entry.end) continue;
      std::vector<Kept> raised = kept;
      write(raised, entry.reg, {Kind::Exception, at});
      reach(entry.handler, raised);
      break;
    }
    OperandUse use = operand_use(in);
    for (const RegisterBlock& block : use.writes)
      for (int k = 0; k < block.count; ++k) write(kept, block.first + k, {kind_written_by(op), at});
    if (opcode_info(in.op).is_jump()) reach(int64_t(at) + 1 + in.offset(), kept);
    if (!ends_flow(op)) reach(int64_t(at) + 1, kept);
    if (companion_of(op) != Opcode::kCount) {
      reach(int64_t(at) + 2, kept);
      const Instr& companion = code_->instructions[at + 1];
      if (opcode_info(companion.op).is_jump()) reach(int64_t(at) + 2 + companion.offset(), kept);
    }
  }

  const Code* code_;
  int first_;
  size_t width_;
  Liveness liveness_;
  std::vector<std::vector<Kept>> rows_;
  std::vector<bool> seen_;
  std::vector<uint32_t> due_;
};

bool has_all(const std::vector<Kept>& here, const std::vector<Kept>& wanted) {
  for (size_t i = 0; i < wanted.size(); ++i)
    if (!wanted[i].is_nothing() && !here[i].stands_for(wanted[i])) return false;
  return true;
}

const char* why_not(const std::vector<Kept>& wanted) {
  auto innermost = std::find_if(wanted.rbegin(), wanted.rend(), [](const Kept& k) { return !k.is_nothing(); });
  switch (innermost == wanted.rend() ? Kind::Value : innermost->kind) {
    case Kind::Exception:
    case Kind::Handled: return "can't jump into an 'except' block as there's no exception";
    case Kind::Iterator: return "can't jump into the body of a for loop";
    default: return "incompatible stacks";
  }
}

// The instructions at which a line begins (-1: none does).
std::vector<int> line_starts(const Code* code) {
  std::vector<int> starts(code->instruction_count, -1);
  int last = -1;
  for (uint32_t i = 0; i < code->line_count; ++i) {
    const LineEntry& entry = code->lines[i];
    if (entry.line != last && entry.line >= 0 && !is_prologue(Opcode(code->instructions[entry.begin].op)))
      starts[entry.begin] = entry.line;
    last = entry.line;
  }
  return starts;
}

Status check_event(Thread& t, const FrameObject& frame) {
  bool may_jump = TraceEvent(t.tracing_what) == TraceEvent::Line;
  if (TraceEvent(t.tracing_what) == TraceEvent::Call)
    return raise_value_error(t, "can't jump from the 'call' trace event of a new frame");
  if (TraceEvent(t.tracing_what) == TraceEvent::Return && frame.frame)
    may_jump = frame.frame->flags & kFrameAtEvent && frame.frame->pc->op == uint16_t(Opcode::yield_value_);
  if (!may_jump) return raise_value_error(t, "can only jump from a 'line' trace event");
  if (!frame.trace) return raise_value_error(t, "f_lineno can only be set by a trace function");
  if (!frame.frame) return raise_value_error(t, "can only jump from a 'line' trace event");
  return Status::ok();
}

// Of the instructions where the line begins the one that expects most of what the frame has. -1: raised.
int find_target(Thread& t, const KeptValues& kept, const std::vector<int>& starts, int line,
                const std::vector<Kept>& here) {
  int best = -1;
  ssize most = -1;
  const char* message = nullptr;
  for (uint32_t i = 0; i < starts.size(); ++i) {
    if (starts[i] != line || !kept.is_reached(i)) continue;
    std::vector<Kept> wanted = kept.live_at(i);
    if (!has_all(here, wanted)) {
      if (!message) message = why_not(wanted);
      continue;
    }
    ssize count = std::count_if(wanted.begin(), wanted.end(), [](const Kept& k) { return !k.is_nothing(); });
    if (count > most) best = int(i);
    most = std::max(most, count);
  }
  if (best < 0) (void)raise_value_error(t, "%s", message ? message : "cannot find bytecode for specified line");
  return best;
}

// Code that is jumped to may rely on variables that the way there did not bind: they become None. (CPython 3.11 leaves
// them unbound, and its code looks at each use; from 3.12 on it does what is done here.)
void bind_unbound(FrameHeader* h) {
  int count = h->code->named_register_count();
  std::replace(h->registers(), h->registers() + count, static_cast<Object*>(nullptr), none());
}

// What is being handled goes back to what it was outside of the handlers that are left, the innermost first.
void leave_handlers(Thread& t, FrameHeader* h, int first, const std::vector<Kept>& here,
                    const std::vector<Kept>& wanted) {
  for (size_t i = here.size(); i-- > 0;) {
    if (here[i].kind != Kind::Handled || wanted[i].kind == Kind::Handled) continue;
    Object* before = h->registers()[first + int(i)];
    t.handled->exception = before == none() ? nullptr : before;
  }
}

Status jump(Thread& t, FrameObject& frame, int line) {
  FrameHeader* h = frame.frame;
  const Code* code = h->code;
  if (line < code->first_line) return raise_value_error(t, "line %d comes before the current code block", line);
  std::vector<int> starts = line_starts(code);
  int target_line = -1;
  for (int start : starts)
    if (start >= line && (target_line < 0 || start < target_line)) target_line = start;
  if (target_line < 0) return raise_value_error(t, "line %d comes after the current code block", line);
  KeptValues kept(code);
  std::vector<Kept> here = kept.live_at(uint32_t(h->pc - code->instructions));
  int target = find_target(t, kept, starts, target_line, here);
  if (target < 0) return Raised{};
  bind_unbound(h);
  leave_handlers(t, h, kept.first(), here, kept.live_at(uint32_t(target)));
  h->pc = code->instructions + target;
  frame.line = 0;
  return Status::ok();
}

}  // namespace

Status jump_to_line(Thread& t, FrameObject& frame, Object* value) {
  if (!value) return raise(t, exceptions::AttributeError, "cannot delete attribute");
  if (!is_exact<Int>(value)) return raise_value_error(t, "lineno must be an integer");
  TRY(check_event(t, frame));
  Result<int64_t> line = int_to_int64(t, value);
  if (line.failed() || line.value != int(line.value)) {
    clear_pending(t);
    return raise_value_error(t, "lineno out of range");
  }
  return jump(t, frame, int(line.value));
}

}  // namespace sidewinder
