// Binary operators of Python classes: the forward and the reflected method behind one slot (language reference 3.3.8).
#include <utility>

#include "interpreter/objects/core/slot_dispatch.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* call_two(Thread& t, Object* found, Object* self, Object* other) {
  Object* values[] = {self, other};
  return call_found(t, found, Args{values, 2});
}

template <BinaryOp op> Object* dispatch_binary(Thread& t, Object* a, Object* b);

// b's reflected method comes first if b's class is a subclass that brings its own.
template <BinaryOp op> bool prefers_reflected(Object* a, Object* b) {
  if (!is_subtype(b->cls, a->cls)) return false;
  Object* own = b->cls->data->reflected[int(op)];
  return own && own != a->cls->data->reflected[int(op)];
}

template <BinaryOp op> Object* dispatch_binary(Thread& t, Object* a, Object* b) {
  constexpr int kOp = int(op);
  auto is_ours = [](Object* o) { return o->cls->data->slots.binary[kOp] == dispatch_binary<op>; };
  bool try_reflected = a->cls != b->cls && is_ours(b);
  if (is_ours(a)) {
    if (try_reflected && prefers_reflected<op>(a, b)) {
      Object* result = TRY(call_two(t, b->cls->data->reflected[kOp], b, a));
      if (result != not_implemented()) return result;
      try_reflected = false;
    }
    if (Object* forward = a->cls->data->forward[kOp]) {
      Object* result = TRY(call_two(t, forward, a, b));
      if (result != not_implemented()) return result;
    }
  }
  Object* reflected = try_reflected ? b->cls->data->reflected[kOp] : nullptr;
  return reflected ? call_two(t, reflected, b, a) : not_implemented();
}

template <BinaryOp op> Object* dispatch_in_place(Thread& t, Object* a, Object* b) {
  return call_two(t, a->cls->data->in_place[int(op)], a, b);
}

template <size_t... i> void fill(BinaryFn* binary, BinaryFn* in_place, std::index_sequence<i...>) {
  ((binary[i] = dispatch_binary<BinaryOp(i)>, in_place[i] = dispatch_in_place<BinaryOp(i)>), ...);
}

}  // namespace

void fill_operator_dispatchers(BinaryFn* binary, BinaryFn* in_place) {
  fill(binary, in_place, std::make_index_sequence<size_t(BinaryOp::kCount)>{});
}

}  // namespace sidewinder
