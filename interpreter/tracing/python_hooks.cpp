// What jit/ knows of Python at run time: memory, frames rebuilt where a trace is left, and words for dumps and the log.
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/tracing/forced_frames.h"
#include "interpreter/tracing/liveness.h"
#include "interpreter/tracing/recording.h"

namespace sidewinder {

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

void write_handled(HandledStack& stack, const jit::FrameImage& image) {
  if (Object* handled = image.values[kHandledInHeader]) stack.exception = handled == none() ? nullptr : handled;
}

void write_frames(Thread& t, Object** root_registers, std::span<const jit::FrameImage> frames) {
  FrameHeader* root = FrameHeader::of(root_registers);
  write_handled(*t.handled, frames[0]);
  ++t.recursion_headroom;  // the limit was met, or not, where these frames were inlined
  t.frame = root;
  root->pc = reinterpret_cast<const Instr*>(frames[0].position);
  write_registers(root_registers, frames[0]);
  for (size_t i = 1; i < frames.size(); ++i) {
    const jit::FrameImage& image = frames[i];
    FrameHeader* h;
    if (frame_kind_of(image.info) == FrameKind::Generator) {
      auto* g = static_cast<Generator*>(image.values[kGeneratorInHeader]);
      generator_rejoin(t, g, result_register_of(image.info), resume_mode_of(image.info));
      write_handled(g->handled, image);
      h = &g->header;
    } else {
      auto* function = static_cast<Function*>(image.values[0]);
      auto* code = static_cast<Code*>(image.values[1]);
      h = push_frame<Requests::Leave>(t, t.frame, function, code, result_register_of(image.info));
      if (!h) PyLanguage::out_of_memory();
      h->kind = frame_kind_of(image.info);
      h->locals = image.values[2];
    }
    h->pc = reinterpret_cast<const Instr*>(image.position);
    if (image.values[3]) attach_frame_object(static_cast<FrameObject*>(image.values[3]), h);
    write_registers(h->registers(), image);
  }
  --t.recursion_headroom;
}

Object* root_object(Thread& t, Object** root_registers) {
  FrameHeader* root = FrameHeader::of(root_registers);
  FrameObject* object = frame_object_of(t, is_visible(root) ? root : visible_frame(root));
  if (!object) PyLanguage::out_of_memory();
  return object;
}

void forget_traced_code() {
  forget_return_points();
  forget_liveness();
}

bool class_is_constant(const void* cls) { return !(static_cast<const Type*>(cls)->flags & kTypeHeap); }

const Code* code_at(uint64_t position, const Instr** at) {
  *at = reinterpret_cast<const Instr*>(position);
  return position ? traced_code_at(*at) : nullptr;
}

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

const jit::Hooks python_hooks{
    "python",
    &python_boxes,
    int32_t(offsetof(Object, cls)),
    uint32_t(kHeaderReferences),
    int32_t(offsetof(Thread, request)),
    free_list_of,
    PyLanguage::allocate,
    box_int_hook,
    box_float_hook,
    write_frames,
    make_frames,
    finish_frames,
    root_object,
    forget_traced_code,
    class_is_constant,
    [](uint32_t count) { return allocate_permanent(count); },
    [](Object** roots) { free_permanent(roots); },
    describe_object,
    line_of_position,
    describe_position,
};

}  // namespace sidewinder
