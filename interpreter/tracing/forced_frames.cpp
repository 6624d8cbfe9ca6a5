#include "interpreter/tracing/forced_frames.h"

#include <cstring>
#include <vector>

#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/trace_frames.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/tracing/recording.h"
#include "jit/snapshot/force.h"

namespace sidewinder {

namespace {

constexpr size_t kHeaderWords = sizeof(FrameHeader) / sizeof(Object*);

struct MadeFrames {
  FrameHeader *root, *innermost;
  Object* words[];  // the frames that are in no generator
};

bool is_generator(const jit::FrameImage& image) { return frame_kind_of(image.info) == FrameKind::Generator; }

size_t words_of(std::span<const jit::FrameImage> frames) {
  size_t words = sizeof(MadeFrames) / sizeof(Object*);
  for (const jit::FrameImage& image : frames.subspan(1))
    if (!is_generator(image)) words += kHeaderWords + image.count - kHeaderReferences;
  return words;
}

void fill(FrameHeader* h, const jit::FrameImage& image) {
  h->pc = reinterpret_cast<const Instr*>(image.position);
  for (uint32_t i = kHeaderReferences; i < image.count; ++i) h->registers()[i - kHeaderReferences] = image.values[i];
}

// A generator that a trace runs: it is in no list of handled exceptions yet, unless it must.
FrameHeader* make_generator_frame(const jit::FrameImage& image) {
  auto* g = static_cast<Generator*>(image.values[kGeneratorInHeader]);
  g->mode = resume_mode_of(image.info);
  g->header.flags |= kFrameOfGenerator;
  return &g->header;
}

FrameHeader* make_frame(Object** memory, const jit::FrameImage& image) {
  auto* h = reinterpret_cast<FrameHeader*>(memory);
  h->function = static_cast<Function*>(image.values[0]);
  h->code = static_cast<Code*>(image.values[1]);
  h->locals = image.values[2];
  h->kind = frame_kind_of(image.info);
  return h;
}

// What has been called from the root was called from h.
void set_caller_of_callee(Thread& t, FrameHeader* root, FrameHeader* h) {
  if (t.frame == root) {
    t.frame = h;
    return;
  }
  FrameHeader* callee = t.frame;
  while (callee->caller != root) callee = callee->caller;
  callee->caller = h;
}

// The flags stay that were set while it was looked at.
void move_generator_frame(Thread& t, FrameHeader* h) {
  Generator* g = Generator::of(h);
  uint32_t flags = h->flags;
  generator_rejoin(t, g, h->result_register, g->mode);
  h->flags |= flags;
}

void move_frame(Thread& t, FrameHeader* from) {
  FrameHeader* to = push_frame<Requests::Leave>(t, t.frame, from->function, from->code, from->result_register);
  if (!to) PyLanguage::out_of_memory();
  to->kind = from->kind;
  to->locals = from->locals;
  to->pc = from->pc;
  to->flags |= from->flags & kFrameWatched;
  std::memcpy(to->registers(), from->registers(), size_t(from->code->register_count) * sizeof(Object*));
  if (from->object) move_frame_object(from, to);
}

}  // namespace

void* make_frames(Thread& t, Object** root_registers, std::span<const jit::FrameImage> frames) {
  auto* made = reinterpret_cast<MadeFrames*>(allocate_raw<Object*>(words_of(frames)));
  if (!made) PyLanguage::out_of_memory();
  made->root = made->innermost = FrameHeader::of(root_registers);
  fill(made->root, frames[0]);
  Object** next = made->words;
  for (const jit::FrameImage& image : frames.subspan(1)) {
    FrameHeader* h = is_generator(image) ? make_generator_frame(image) : make_frame(next, image);
    if (!is_generator(image)) next += kHeaderWords + image.count - kHeaderReferences;
    h->caller = made->innermost;
    h->top = made->root->top;
    h->result_register = result_register_of(image.info);
    fill(h, image);
    if (image.values[kObjectInHeader]) attach_frame_object(static_cast<FrameObject*>(image.values[kObjectInHeader]), h);
    made->innermost = h;
  }
  set_caller_of_callee(t, made->root, made->innermost);
  return made;
}

void finish_frames(Thread& t, void* frames, uint64_t position, uint32_t result_register, Object* result) {
  auto* made = static_cast<MadeFrames*>(frames);
  std::vector<FrameHeader*> inlined;
  for (FrameHeader* h = made->innermost; h != made->root; h = h->caller) inlined.push_back(h);
  ++t.recursion_headroom;  // as in write_frames
  t.frame = made->root;
  for (size_t i = inlined.size(); i-- > 0;) {
    if (inlined[i]->kind == FrameKind::Generator) move_generator_frame(t, inlined[i]);
    else move_frame(t, inlined[i]);
  }
  --t.recursion_headroom;
  t.frame->pc = reinterpret_cast<const Instr*>(position);
  if (result && result_register != jit::CallSite::kNoRegister) t.frame->registers()[result_register] = result;
}

FrameHeader* real_frame(FrameHeader* h) {
  jit::TraceOnStack* traces = h ? jit::traces_of_root(h->registers()) : nullptr;
  return traces && jit::force_frames(*traces) ? static_cast<MadeFrames*>(traces->forced)->innermost : h;
}

void make_all_frames_real() {
  for (jit::TraceOnStack* traces = jit::traces_on_stack; traces; traces = traces->outer)
    if (jit::force_frames(*traces)) jit::forget_values(*traces->frame);
}

LeftTrace innermost_left_trace(const void* end) {
  const jit::TraceOnStack* traces = jit::traces_on_stack;
  while (traces && traces->thread != &current_thread()) traces = traces->outer;
  if (!traces || !traces->forced || traces->frame >= end) return {};
  return {traces->frame, traces->forced};
}

void make_real(const FrameObject* f) {
  if (!jit::traces_on_stack) return;
  bool is_running_generator = f->frame && f->frame->kind == FrameKind::Generator && !f->frame->caller &&
                              Generator::of(f->frame)->state == GeneratorState::Running;
  if (f->frame && !is_running_generator) {
    real_frame(f->frame);
    return;
  }
  for (jit::TraceOnStack* traces = jit::traces_on_stack; traces; traces = traces->outer) jit::force_frames(*traces);
}

}  // namespace sidewinder
