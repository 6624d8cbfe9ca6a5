#include "interpreter/execution/ops/called_frame.h"

#include <algorithm>

#include "interpreter/execution/eval.h"

namespace sidewinder::help {

static Object* call_filled(Thread& t, Object* callee, int64_t levels, Object* const* values, int count) {
  auto* function = reinterpret_cast<Function*>(callee);
  t.recursion_remaining -= int(levels);
  Object* result = nullptr;
  if (FrameHeader* h = push_frame(t, t.frame, function, function->code, kNoRegister)) {
    std::copy_n(values, count, h->registers());
    clear_named_registers(h, count);
    h->flags |= kFrameEntry;
    result = run(t);
  }
  t.recursion_remaining += int(levels);
  return result;
}

Object* call_frame_0(Thread& t, Object* function, int64_t levels) {
  return call_filled(t, function, levels, nullptr, 0);
}
Object* call_frame_1(Thread& t, Object* function, int64_t levels, Object* a) {
  return call_filled(t, function, levels, &a, 1);
}
Object* call_frame_2(Thread& t, Object* function, int64_t levels, Object* a, Object* b) {
  Object* values[] = {a, b};
  return call_filled(t, function, levels, values, 2);
}
Object* call_frame_3(Thread& t, Object* function, int64_t levels, Object* a, Object* b, Object* c) {
  Object* values[] = {a, b, c};
  return call_filled(t, function, levels, values, 3);
}
Object* call_frame_tuple(Thread& t, Object* function, int64_t levels, Object* registers) {
  auto* tuple = reinterpret_cast<Tuple*>(registers);
  return call_filled(t, function, levels, tuple->items, int(tuple->size));
}

}  // namespace sidewinder::help
