// Where Lines meets the JIT: hot loops, recording, exits, and the hooks.
#include "jit/driver/hot_loop.h"
#include "tests/second_language/handlers.h"
#include "tests/second_language/memory.h"

namespace sidewinder::lines {

// --- Frames under the recorder: every real frame has its shadow

Next Frame<Recording>::enter(Recording& m, const Instr& in, const Ref* arguments) {
  Object* values[kMaxArguments];
  for (int i = 0; i < in.count; ++i) values[i] = arguments[i].value;
  shadow->position = uint64_t(plain.pc);
  Direct direct{m.thread};
  if (plain.enter(direct, in, values) == Next::Unwind) return Next::Unwind;
  const Function& callee = plain.function();
  shadow = &m.recorder.push_frame(plain.r, uint32_t(callee.register_count));
  shadow->info = uint64_t(callee.index) << 16 | uint16_t(in.result);
  for (int i = 0; i < callee.register_count; ++i)
    shadow->names[size_t(i)] = i < in.count ? arguments[i].name : m.recorder.name_object(zero());
  if (m.recorder.frames.size() > jit::parameters.inline_limit) m.abort("TooDeep");
  return Next::Go;
}

Next Frame<Recording>::leave(Recording& m, Ref v) {
  if (m.recorder.frames.size() == 1) {
    m.thread.session->finish_with_return(uint64_t(--plain.pc));
    return Next::Go;
  }
  int64_t result = plain.real()->result;
  Direct direct{m.thread};
  plain.leave(direct, v.value);
  m.recorder.pop_frame();
  shadow = &m.recorder.top();
  shadow->names[size_t(result)] = v.name;
  return Next::Go;
}

namespace {

// Executes and records until the trace is done or given up. False: raised.
bool record(Thread& t, jit::Session& session) {
  t.session = &session;
  Recording m{t, session.recorder};
  Frame<Recording> f{Frame<Direct>(t.frame), &session.recorder.top()};
  bool ok = true;
  while (ok && session.next_instruction(uint64_t(f.plain.pc))) {
    const Instr& in = *f.plain.pc++;
    ok = step(m, f, in) == Next::Go;
  }
  f.plain.sync();
  t.session = nullptr;
  session.close();
  return ok;
}

bool record_loop(Thread& t, Loop& loop) {
  FrameHeader* h = t.frame;
  jit::Session session(t, hooks, is_small_int);
  session.begin_loop(loop.start, h->registers(), uint32_t(h->function->register_count), uint64_t(h->pc));
  return record(t, session);
}

// t.frame and its callers are as the exit left them.
bool record_bridge(Thread& t, jit::Exit& exit) {
  size_t count = exit.owner->trace.snapshots.frames_of(exit.snapshot).size();
  std::vector<Object**> registers(count);
  FrameHeader* h = t.frame;
  for (size_t i = count; i-- > 0; h = h->caller) registers[i] = h->registers();
  jit::Session session(t, hooks, is_small_int);
  session.begin_bridge(exit, registers);
  return record(t, session);
}

bool enter(Thread& t, jit::CompiledTrace& version) {
  jit::Exit& exit = *jit::enter_trace(t, version, t.frame->registers());
  if (jit::is_entry_exit(exit)) return true;
  if (jit::is_raised_exit(exit)) return false;
  return !jit::wants_bridge(exit) || record_bridge(t, exit);
}

}  // namespace

bool at_hot_loop(Thread& t, Loop& loop) {
  if (!jit::settings.enabled) {
    loop.countdown = jit::kNeverHot;
    return true;
  }
  FrameHeader* h = t.frame;
  jit::LoopDecision decision =
      jit::decide_at_loop(loop.start, hooks, h->registers(), uint32_t(h->function->register_count), is_small_int);
  bool ok = true;
  if (decision.action == jit::LoopAction::Enter) ok = enter(t, *decision.version);
  else if (decision.action == jit::LoopAction::Record) ok = record_loop(t, loop);
  loop.countdown = jit::next_countdown(loop.start);
  return ok;
}

// --- The hooks

namespace {

const Program* described;

const Function* function_at(uint64_t position) {
  auto* at = reinterpret_cast<const Instr*>(position);
  for (const Function& f : described->functions)
    if (at >= f.code.data() && at < f.code.data() + f.code.size()) return &f;
  return nullptr;
}
int line_of_position(uint64_t position) {
  return function_at(position) ? reinterpret_cast<const Instr*>(position)->line : -1;
}
std::string describe_position(uint64_t position) {
  const Function* function = function_at(position);
  if (!function) return "?";
  auto* at = reinterpret_cast<const Instr*>(position);
  return function->name + ":" + std::to_string(at->line) + "_" + name_of(at->opcode);
}
std::string describe_object(const void* p) {
  if (!p) return "null";
  for (const Class* cls : {&int_class, &float_class, &pair_class})
    if (p == cls) return std::string("<class ") + cls->name + ">";
  return text_of(static_cast<const Object*>(p));
}

// frames[0] is the root, which exists; the others are calls that the trace had inlined.
void write_frames(Thread& t, Object** root_registers, std::span<const jit::FrameImage> frames) {
  t.frame = FrameHeader::of(root_registers);
  for (const jit::FrameImage& image : frames) {
    if (&image != &frames[0]) rebuild_frame(t, &t.program->functions[image.info >> 16], int(int16_t(image.info)));
    t.frame->pc = reinterpret_cast<const Instr*>(image.position);
    for (uint32_t i = 0; i < image.count; ++i) t.frame->registers()[i] = image.values[i];
  }
}

constexpr uint16_t kPointers = uint16_t(Contents::Pointers), kNumbers = uint16_t(Contents::Numbers);
const jit::Shape int_shape{"int", &int_class, sizeof(Int), kNumbers, 1, true, {{0, uint64_t(&int_class)}}};
const jit::Shape float_shape{"float", &float_class, sizeof(Float), kNumbers, 1, true, {{0, uint64_t(&float_class)}}};
const jit::Helper box_any_int{"new_int", reinterpret_cast<const void*>(&new_int), jit::Kind::Ref, jit::kEffectReads};
const jit::Boxes boxes{
    .int_class = &int_class,
    .int_format = jit::IntFormat::Plain,
    .int_offset = offsetof(Int, value),
    .int_size_offset = 0,
    .small_ints = nullptr,
    .small_min = 0,
    .small_max = -1,
    .small_stride = 0,
    .int_shape = &int_shape,
    .box_any_int = &box_any_int,
    .float_class = &float_class,
    .float_offset = offsetof(Float, value),
    .float_shape = &float_shape,
};

}  // namespace

void describe_program(const Program* program) { described = program; }

const jit::Shape pair_shape{"pair", &pair_class, 32, kPointers, 1, true, {{0, uint64_t(&pair_class)}}};

const jit::Hooks hooks{
    .name = "lines",
    .boxes = &boxes,
    .class_offset = offsetof(Pair, cls),
    .header_references = 0,
    .request_offset = offsetof(Thread, request),
    .free_list = free_list,
    .allocate = [](Thread&, const jit::Shape& shape) { return new_object(shape); },
    .box_int = [](Thread&, int64_t v) { return new_int(v); },
    .box_float = [](Thread&, double v) { return new_float(v); },
    .write_frames = write_frames,
    .class_is_constant = [](const void*) { return true; },
    .allocate_roots = allocate_roots,
    .free_roots = free_roots,
    .describe_object = describe_object,
    .line_of_position = line_of_position,
    .describe_position = describe_position,
};

}  // namespace sidewinder::lines
