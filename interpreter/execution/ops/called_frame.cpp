#include "interpreter/execution/ops/called_frame.h"

#include "interpreter/execution/eval.h"

namespace sidewinder::help {

static Object* call_below(Thread& t, Object* callee, int64_t levels, Object* const* values, int count) {
  t.recursion_remaining -= int(levels);
  Object* result = call_filled(t, reinterpret_cast<Function*>(callee), values, count);
  t.recursion_remaining += int(levels);
  return result;
}

Object* call_frame_0(Thread& t, Object* function, int64_t levels) {
  return call_below(t, function, levels, nullptr, 0);
}
Object* call_frame_1(Thread& t, Object* function, int64_t levels, Object* a) {
  return call_below(t, function, levels, &a, 1);
}
Object* call_frame_2(Thread& t, Object* function, int64_t levels, Object* a, Object* b) {
  Object* values[] = {a, b};
  return call_below(t, function, levels, values, 2);
}
Object* call_frame_3(Thread& t, Object* function, int64_t levels, Object* a, Object* b, Object* c) {
  Object* values[] = {a, b, c};
  return call_below(t, function, levels, values, 3);
}
Object* call_frame_tuple(Thread& t, Object* function, int64_t levels, Object* registers) {
  auto* tuple = reinterpret_cast<Tuple*>(registers);
  return call_below(t, function, levels, tuple->items, int(tuple->size));
}

}  // namespace sidewinder::help
