// The interpreter's side of the JIT: when to record, when to enter compiled code, what to do with an exit; and the
// hooks.
#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/request.h"

#include <string_view>
#include <vector>

#include "interpreter/execution/request.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/tracing/liveness.h"
#include "interpreter/tracing/recording.h"
#include "jit/driver/exit_names.h"
#include "jit/driver/hot_loop.h"

namespace sidewinder {

using jit::CompiledTrace;
using jit::Exit;
using jit::StartPoint;
using jit::TraceKind;
using jit::Value;

bool is_small_int_object(const Object* o) { return PyLanguage::is_small_int(o); }

StartPoint* start_point_of(const HotSpot& spot) { return static_cast<StartPoint*>(spot.state); }

namespace {

// The one of `spot`, at which the frame stands. As old as its code, which lives for ever once it was traced.
StartPoint& start_point(HotSpot& spot, const FrameHeader* h) {
  if (spot.state) return *start_point_of(spot);
  auto* start = new StartPoint;
  const Liveness& liveness = liveness_of(h->code);
  for (int r = 0; r < h->code->register_count; ++r)
    start->live.push_back(liveness.is_live(uint32_t(h->pc - h->code->instructions), r));
  spot.state = start;
  return *start;
}

// Records from the state in which `exit` left its trace: t.frame and the frames below it, down to the root, are
// rebuilt.
bool record_bridge(Thread& t, Exit& exit) {
  RecordingSession session(t, python_hooks);
  session.end.kind = TraceKind::Bridge;
  session.end.parent = &exit;
  // The real frames of the snapshot, innermost last.
  std::vector<Object**> registers(exit.owner->trace.snapshots.frames_of(exit.snapshot).size());
  FrameHeader* h = t.frame;
  for (size_t i = registers.size(); i-- > 0; h = h->caller) registers[i] = h->registers();
  jit::push_exit_frames(session.recorder, exit, registers);
  bool ok = session.run();
  const char* reason = session.recorder.abort_reason;
  if (session.done && !reason) {
    jit::finish_recording(session.recorder, session.end, &reason);
  } else {
    jit::recording_aborted(session.recorder, session.end, reason);
  }
  return ok;
}

// After an exit: t.frame is where to go on. Grows a bridge if the exit is hot.
bool after_exit(Thread& t, Exit& exit) {
  if (jit::is_raised_exit(exit)) return false;
  poison_dead_registers(t.frame);
  return !jit::wants_bridge(exit) || record_bridge(t, exit);
}

// kind: Loop, from a loop's header; Entry, from a function's first instruction.
bool record_from(Thread& t, HotSpot& spot, StartPoint& start, TraceKind kind) {
  RecordingSession session(t, python_hooks);
  FrameHeader* h = t.frame;
  start.position = uint64_t(h->pc);
  start.context = h->function->globals;
  session.end.kind = kind;
  session.end.start = &start;
  session.spot = kind == TraceKind::Loop ? &spot : nullptr;
  session.load_root_registers(h->registers(), h->code->register_count);
  bool ok = session.run();
  const char* reason = session.recorder.abort_reason;
  if (kind == TraceKind::Entry) {  // neither becomes better by another attempt
    if (session.done && !reason && session.end.bytecodes < jit::parameters.shortest_function) reason = "TooShort";
    start.blacklisted = reason && (reason == std::string_view("TooShort") || reason == std::string_view("Recursion"));
  }
  if (session.done && !reason) {
    // A loop that ran into another compiled one, or out of its frame, has no back edge of its own.
    const jit::Op& last = session.recorder.trace.ops.back();
    if (last.opcode != jit::Opcode::jump || last.target) session.end.kind = TraceKind::Entry;
    jit::finish_recording(session.recorder, session.end, &reason);
  } else {
    jit::recording_aborted(session.recorder, session.end, reason);
  }
  return ok;
}

// At a place where compiled code begins, whose counter has run out.
bool enter_or_record(Thread& t, HotSpot& spot, TraceKind kind) {
  if (!jit::settings.enabled || t.jit) {
    spot.counter = jit::settings.enabled ? 1 : jit::kNeverHot;
    return true;
  }
  FrameHeader* h = t.frame;
  StartPoint& start = start_point(spot, h);
  // Frames inlined into a trace are not counted: near the limit the interpreter counts them.
  bool near_limit = t.recursion_remaining <= int(jit::parameters.inline_limit);
  if (near_limit || (!start.versions.empty() && start.context != h->function->globals)) {
    spot.counter = 1;
    return true;
  }
  poison_dead_registers(h);
  jit::LoopDecision decision =
      jit::decide_at_loop(start, python_hooks, h->registers(), h->code->register_count, is_small_int_object);
  bool ok = true;
  if (decision.action == jit::LoopAction::Enter) {
    Exit* exit = jit::enter_trace(t, *decision.version, h->registers());
    ++jit::statistics.exits;
    ok = jit::is_entry_exit(*exit) || after_exit(t, *exit);
  } else if (decision.action == jit::LoopAction::Record) {
    ok = record_from(t, spot, start, kind);
  }
  spot.counter = jit::next_countdown(
      start, kind == TraceKind::Loop ? jit::parameters.loop_threshold : jit::parameters.function_threshold);
  return ok;
}

}  // namespace

bool at_hot_loop(Thread& t, HotSpot& spot) {
  bool is_hot = spot.counter == 0;
  if (t.request) {
    if (!is_hot) ++spot.counter;
    if (!handle_request(t)) {
      // raised by the instruction where it would have gone on: a handler around it applies
      ++t.frame->pc;
      return false;
    }
    if (!is_hot) return true;
  }
  return enter_or_record(t, spot, TraceKind::Loop);
}

bool at_hot_function(Thread& t, Code& code) { return enter_or_record(t, code.entry, TraceKind::Entry); }

// The hooks.

namespace {

void** free_list_of(uint16_t kind, uint32_t size) {
  size_t granules = (size + kGranule - 1) / kGranule;
  return granules < kFreeListSizes ? &free_lists[kind][granules] : nullptr;
}
Object* box_int_hook(Thread& t, int64_t v) { return PyLanguage::box_int(t, v); }
Object* box_float_hook(Thread& t, double v) { return PyLanguage::box_float(t, v); }

void write_registers(Object** registers, const jit::FrameImage& image) {
  for (uint32_t i = kHeaderReferences; i < image.count; ++i) registers[i - kHeaderReferences] = image.values[i];
}

void write_frames(Thread& t, Object** root_registers, std::span<const jit::FrameImage> frames) {
  FrameHeader* root = FrameHeader::of(root_registers);
  ++t.recursion_headroom;  // the limit was met, or not, where these frames were inlined
  t.frame = root;
  root->pc = reinterpret_cast<const Instr*>(frames[0].position);
  write_registers(root_registers, frames[0]);
  for (size_t i = 1; i < frames.size(); ++i) {
    const jit::FrameImage& image = frames[i];
    auto* function = static_cast<Function*>(image.values[0]);
    auto* code = static_cast<Code*>(image.values[1]);
    FrameHeader* h = push_frame<Requests::Leave>(t, t.frame, function, code, uint16_t(image.info));
    if (!h) PyLanguage::out_of_memory();
    h->kind = FrameKind(uint16_t(image.info >> 16));
    h->pc = reinterpret_cast<const Instr*>(image.position);
    h->locals = image.values[2];
    if (image.values[3]) attach_frame_object(static_cast<FrameObject*>(image.values[3]), h);
    write_registers(h->registers(), image);
  }
  --t.recursion_headroom;
}

Object* box_any_int(int64_t v) { return int_from_int64(v); }

const jit::Helper box_any_int_row{"box_any_int", reinterpret_cast<const void*>(&box_any_int), jit::Kind::Ref,
                                  jit::kEffectReads};
const jit::Boxes boxes{
    Int::type(),
    jit::IntFormat::Digits30,
    int32_t(offsetof(Int, digits)),
    int32_t(offsetof(VarObject, size)),
    small_ints,
    kSmallIntMin,
    kSmallIntMax,
    sizeof(Int),
    &shapes::row<Int, MemoryKind::Leaf>,
    &box_any_int_row,
    Float::type(),
    int32_t(offsetof(Float, value)),
    &shapes::row<Float, MemoryKind::Leaf>,
};

bool class_is_constant(const void* cls) { return !(static_cast<const Type*>(cls)->flags & kTypeHeap); }

const Code* code_at(uint64_t position, const Instr** at);

std::string describe_object(const void* o) {
  if (!o) return "null";
  return sidewinder::describe(const_cast<Object*>(static_cast<const Object*>(o)));
}
std::string describe_position(uint64_t position) {
  const Instr* at;
  const Code* code = code_at(position, &at);
  if (!code) return "?";
  std::string text = str_to_utf8(code->qualname) + ":" + std::to_string(code->line_of(at));
  return text;
}
int line_of_position(uint64_t position) {
  const Instr* at;
  const Code* code = code_at(position, &at);
  return code ? code->line_of(at) : -1;
}

}  // namespace

namespace {
const Code* code_at(uint64_t position, const Instr** at) {
  *at = reinterpret_cast<const Instr*>(position);
  return position ? traced_code_at(*at) : nullptr;
}
}  // namespace

const jit::Hooks python_hooks{
    "python",
    &boxes,
    int32_t(offsetof(Object, cls)),
    uint32_t(kHeaderReferences),
    int32_t(offsetof(Thread, request)),
    free_list_of,
    PyLanguage::allocate,
    box_int_hook,
    box_float_hook,
    write_frames,
    class_is_constant,
    [](uint32_t count) { return allocate_permanent(count); },
    [](Object** roots) { free_permanent(roots); },
    describe_object,
    line_of_position,
    describe_position,
};

}  // namespace sidewinder
