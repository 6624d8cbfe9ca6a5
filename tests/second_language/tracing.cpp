// Where Lines meets the JIT: hot loops, recording, exits, and the hooks.
#include "jit/driver/hot_loop.h"
#include "tests/second_language/handlers.h"
#include "tests/second_language/memory.h"

namespace sidewinder::lines {

// --- The recording: a session with the frame that handlers see

namespace {

class LinesSession final : public jit::Session {
 public:
  explicit LinesSession(Thread& t) : Session(t, lines::hooks), m_{t, recorder}, f_{Frame<Direct>(t.frame), nullptr} {
    t.session = this;
  }
  ~LinesSession() override { m_.thread.session = nullptr; }

  static constexpr const jit::Hooks& hooks = lines::hooks;
  static jit::FrameView innermost(Thread& t) { return view_of(t.frame); }
  static jit::FrameView caller_of(const jit::FrameView& frame) {
    return view_of(FrameHeader::of(frame.registers)->caller);
  }
  static void poison_dead_registers(Thread&) {}  // nothing knows which they are

 private:
  static jit::FrameView view_of(FrameHeader* h) {
    if (!h) return {};
    return {h->registers(), uint32_t(h->function->register_count), uint64_t(h->pc)};
  }
  void load_frame() override { f_ = {Frame<Direct>(m_.thread.frame), &recorder.top()}; }
  void sync_frame() override { f_.plain.sync(); }
  uint64_t position() const override { return uint64_t(f_.plain.pc); }
  Next step() override {
    const Instr& in = *f_.plain.pc++;
    return lines::step(m_, f_, in);
  }
  // There are no handlers for errors, and nothing knows which registers are dead.
  bool unwind() override { return false; }
  jit::LiveRegisters live_registers(const jit::ShadowFrame&, uint64_t) override { return {}; }

  Recording m_;
  Frame<Recording> f_;
};
static_assert(jit::LanguageSession<LinesSession>);

}  // namespace

bool at_hot_loop(Thread& t, Loop& loop) {
  if (jit::settings.baseline) {
    loop.countdown = 1;
    return t.runs_compiled_code || enter_compiled(t);
  }
  return jit::at_hot_place<LinesSession>(t, loop.start, jit::TraceKind::Loop, loop.countdown);
}

bool run_traces(Thread& t, Loop& loop) {
  return jit::at_hot_place<LinesSession>(t, loop.start, jit::TraceKind::Loop, loop.trace_countdown);
}

// --- Frames under the recorder: every real frame has its shadow

Next Frame<Recording>::jump_back(Recording& m, const Instr& in) {
  plain.jump(in.target);
  Loop& loop = plain.function().loops[size_t(in.operand[0])];
  bool goes_on = m.thread.session->back_edge(loop.start, uint64_t(plain.pc));
  if (!goes_on) plain.pc = reinterpret_cast<const Instr*>(m.thread.session->current());
  return Next::Go;
}

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
  if (m.recorder.frames.size() > jit::parameters.inline_limit) m.abort(Abort::TooDeep);
  return Next::Go;
}

Next Frame<Recording>::leave(Recording& m, Ref v) {
  if (m.recorder.frames.size() == 1) {  // the interpreter does it
    m.thread.session->finish_with_return();
    --plain.pc;
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

}  // namespace

void describe_program(const Program* program) { described = program; }

const jit::Shape int_shape{"int", &int_class, sizeof(Int), kNumbers, 1, true, {{0, uint64_t(&int_class)}}};
const jit::Shape float_shape{"float", &float_class, sizeof(Float), kNumbers, 1, true, {{0, uint64_t(&float_class)}}};
const jit::Helper box_any_int_row{"new_int", reinterpret_cast<const void*>(&new_int), jit::Kind::Ref,
                                  jit::kEffectReads};
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
